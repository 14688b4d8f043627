import { Duration } from 'cdk8s';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { Cluster } from '../fleet/cluster';
import type { PortModel } from '../model/port-model';
import type { ContainerFields, SecurityContextFields } from './container-fields';
import type { PodSecurityContextFields, PodSpecFields } from './pod-fields';
import { defaultSpread } from './default-spread';
import { emitEnvValue } from './env-value';
import type { PodsDeclaration } from './pods';
import { scratchFolders } from './scratch';

/** The pod template of a blueprint, with the production defaults filled in where the user said nothing. */
export function emitPodTemplate(pods: PodsDeclaration) {
  const { props, workload, context } = pods;
  const config = props.config ?? [];
  const annotations = {
    ...Object.fromEntries(
      config.flatMap(({ checksum }) => (checksum === undefined ? [] : [[checksum.annotation, checksum.value]])),
    ),
    ...props.podAnnotations,
  };
  return {
    metadata: {
      labels: {
        'app.kubernetes.io/name': workload.name,
        ...context.podLabels,
        ...props.podLabels,
        ...workload.selectorLabels,
      },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: { ...emitPodSpec(pods), ...props.pod, securityContext: podSecurityContext(pods) },
  };
}

function emitPodSpec(pods: PodsDeclaration) {
  const { workload, controller, props, cluster, drain, restartPolicy, podDefaults = {} } = pods;
  const { selectorLabels, serviceAccountName, terminationGracePeriod = Duration.seconds(30) } = workload;
  const { affinity, topologySpread = defaultSpread(controller.kind, cluster) } = podDefaults;
  const isJob = ['Job', 'CronJob', 'ScaledJob'].includes(controller.kind);
  const { initContainers = [], sidecars = [], config = [], volumes = [] } = props;
  const allVolumes = [
    ...new Set(config.flatMap(({ volume }) => volume ?? [])),
    ...scratchFolders(props.scratch).map(({ volume }) => volume),
    ...volumes,
  ];
  const constraints = props.topologySpread ?? topologySpread;
  return {
    ...(affinity === undefined ? {} : { affinity }),
    automountServiceAccountToken: props.serviceAccount?.automountToken ?? false,
    containers: [mainContainer(pods, drainHook(cluster, drain?.period)), ...sidecars.map(secured)],
    ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map(secured) }),
    ...(isJob ? { restartPolicy: restartPolicy ?? 'OnFailure' } : {}),
    serviceAccountName,
    terminationGracePeriodSeconds: terminationGracePeriod.toSeconds(),
    ...(constraints.length === 0
      ? {}
      : {
          topologySpreadConstraints: constraints.map((constraint) => ({
            labelSelector: { matchLabels: selectorLabels },
            ...constraint,
          })),
        }),
    ...(allVolumes.length === 0 ? {} : { volumes: allVolumes }),
  } satisfies PodSpecFields;
}

function podSecurityContext({
  props: { pod, podSecurityContext },
  podDefaults,
}: PodsDeclaration): PodSecurityContextFields {
  return {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    ...podDefaults?.securityContext,
    ...pod?.securityContext,
    ...podSecurityContext,
  };
}

function mainContainer(
  { workload: { name }, props, ports, probes }: PodsDeclaration,
  lifecycle: ContainerFields['lifecycle'],
): ContainerFields {
  const { image, containerName = name, command, args, env = {}, config = [], resources, container } = props;
  const envFrom = [...config.flatMap((use) => use.envFrom ?? []), ...(container?.envFrom ?? [])];
  const mounts = [
    ...config.flatMap(({ mount }) => mount ?? []),
    ...scratchFolders(props.scratch).map(({ mount }) => mount),
    ...(container?.volumeMounts ?? []),
  ];
  const variables = [
    ...Object.entries(env).map(([key, value]) => ({ name: key, ...emitEnvValue(value) })),
    ...(container?.env ?? []),
  ];
  const hooks = { ...lifecycle, ...container?.lifecycle };
  return {
    name: containerName,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(ports.length === 0 ? {} : { ports: emitContainerPorts(ports) }),
    ...(probes.readiness === undefined ? {} : { readinessProbe: probes.readiness.fields }),
    ...(probes.liveness === undefined ? {} : { livenessProbe: probes.liveness.fields }),
    ...(probes.startup === undefined ? {} : { startupProbe: probes.startup.fields }),
    ...(resources === undefined ? {} : { resources }),
    ...container,
    ...(variables.length === 0 ? {} : { env: variables }),
    ...(envFrom.length === 0 ? {} : { envFrom }),
    ...(Object.keys(hooks).length === 0 ? {} : { lifecycle: hooks }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    securityContext: { ...restrictedSecurityContext, ...container?.securityContext, ...props.securityContext },
  };
}

/** The ports of a container, by name. */
export function emitContainerPorts(ports: readonly PortModel[]) {
  return ports.map(({ name, containerPort, protocol }) => ({ name, containerPort, protocol }));
}

/** What the `restricted` Pod Security Standard asks of a container, and a file system that nothing can be planted in. */
const restrictedSecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
} as const satisfies SecurityContextFields;

function secured(container: ContainerFields): ContainerFields {
  return { ...container, securityContext: { ...restrictedSecurityContext, ...container.securityContext } };
}

function drainHook(cluster: Cluster, drain: Duration | undefined): ContainerFields['lifecycle'] {
  // Before 1.30 the kubelet cannot sleep by itself, and not every image has a shell that could.
  if (drain === undefined || drain.toSeconds() === 0 || !isAtLeast(cluster.kubernetesVersion, '1.30')) return undefined;
  return { preStop: { sleep: { seconds: drain.toSeconds() } } };
}
