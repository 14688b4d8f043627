/** What a simulated kubelet says of its node. */
export function nodeStatus(status: 'True' | 'False', reason: string): string {
  return `
conditions:
- { type: Ready, status: "${status}", reason: ${reason}, lastHeartbeatTime: {{ Now | Quote }}, lastTransitionTime: {{ Now | Quote }} }
`;
}

/** How far the containers of a Pod have come. */
type Containers = 'starting' | 'ready' | 'crashing';

/** What a simulated kubelet says of a Pod that runs. */
export function podStatus(containers: Containers): string {
  const isReady = containers === 'ready';
  return `
phase: Running
startTime: {{ or .status.startTime Now | Quote }}
conditions:
${condition('PodReadyToStartContainers', true)}
${condition('Initialized', true)}
${condition('ContainersReady', isReady)}
${condition('Ready', isReady)}
{{ range .spec.readinessGates }}
- { type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ Now | Quote }} }
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: ${isReady}
  started: ${isReady}
  restartCount: ${containers === 'crashing' ? 5 : 0}
  state: ${containers === 'crashing' ? '{ waiting: { reason: CrashLoopBackOff } }' : '{ running: { startedAt: {{ Now | Quote }} } }'}
{{ end }}
{{ with .spec.initContainers }}
initContainerStatuses:
{{ range . }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  restartCount: 0
  {{ if eq (or .restartPolicy "") "Always" }}
  started: true
  state: { running: { startedAt: {{ Now | Quote }} } }
  {{ else }}
  state: ${terminated}
  {{ end }}
{{ end }}
{{ end }}
{{ if not .status.podIP }}
{{ with PodIPsWith .spec.nodeName (or .spec.hostNetwork false) .metadata.uid .metadata.name .metadata.namespace }}
podIP: {{ index . 0 | Quote }}
podIPs: [{ ip: {{ index . 0 | Quote }} }]
{{ end }}
{{ end }}
`;
}

const terminated = '{ terminated: { exitCode: 0, reason: Completed, finishedAt: {{ Now | Quote }} } }';

/** What a simulated kubelet says of a Pod whose containers have all ended well. */
export const completedPod = `
phase: Succeeded
conditions:
${condition('ContainersReady', false)}
${condition('Ready', false)}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  started: false
  restartCount: 0
  state: ${terminated}
{{ end }}
`;

function condition(type: string, holds: boolean): string {
  return `- { type: ${type}, status: "${holds ? 'True' : 'False'}", lastTransitionTime: {{ Now | Quote }} }`;
}
