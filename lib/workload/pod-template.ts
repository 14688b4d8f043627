import { Duration } from 'cdk8s';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { Cluster } from '../fleet/cluster';
import type { Labels } from '../manifest/objects/label-selector';
import type { PortModel } from '../model/port-model';
import type { ContainerFields, SecurityContextFields } from './container-fields';
import type { PodSecurityContextFields, PodSpecFields } from './pod-fields';
import { emitProbe } from './probe';
import type { EnvValue, TopologySpreadConstraint, WorkloadProps } from './workload-props';

export interface PodTemplateOptions {
  readonly name: string;
  readonly cluster: Cluster;
  readonly props: WorkloadProps;
  readonly ports: readonly PortModel[];
  readonly selectorLabels: Labels;
  readonly serviceAccountName: string;
  /** How long a pod goes on serving after it was told to end; left out for pods that serve nobody. */
  readonly drain?: Duration;
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** Whether pods of this template stand beside each other, so that it matters where they are. */
  readonly spread: boolean;
}

/** The pod template of a blueprint, with the production defaults filled in where the user said nothing. */
export function emitPodTemplate(options: PodTemplateOptions) {
  const { props, selectorLabels } = options;
  const config = props.config ?? [];
  const annotations = {
    ...Object.fromEntries(config.map(({ checksum }) => [checksum.annotation, checksum.value])),
    ...props.podAnnotations,
  };
  return {
    metadata: {
      labels: { 'app.kubernetes.io/name': options.name, ...props.podLabels, ...selectorLabels },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: { ...emitPodSpec(options), ...props.pod, securityContext: podSecurityContext(props) },
  };
}

function emitPodSpec({
  props,
  ports,
  cluster,
  name,
  serviceAccountName,
  selectorLabels,
  restartPolicy,
  spread,
  drain,
}: PodTemplateOptions) {
  const {
    initContainers = [],
    sidecars = [],
    config = [],
    volumes = [],
    terminationGracePeriod = Duration.seconds(30),
  } = props;
  assertDrainFits(name, drain, terminationGracePeriod);
  const allVolumes = [...new Set(config.flatMap(({ volume }) => volume ?? [])), ...volumes];
  const constraints = props.topologySpread ?? (spread ? defaultSpread(cluster) : []);
  return {
    automountServiceAccountToken: props.serviceAccount?.automountToken ?? false,
    containers: [mainContainer(name, props, ports, drainHook(cluster, drain)), ...sidecars.map(secured)],
    ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map(secured) }),
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
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

function podSecurityContext({ pod, podSecurityContext }: WorkloadProps): PodSecurityContextFields {
  return {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    ...pod?.securityContext,
    ...podSecurityContext,
  };
}

function mainContainer(
  name: string,
  props: WorkloadProps,
  ports: readonly PortModel[],
  lifecycle: ContainerFields['lifecycle'],
): ContainerFields {
  const {
    image,
    containerName = name,
    command,
    args,
    env = {},
    config = [],
    resources,
    probes = {},
    container,
  } = props;
  const firstPort = ports[0]?.containerPort;
  const envFrom = [...config.flatMap((use) => use.envFrom ?? []), ...(container?.envFrom ?? [])];
  const mounts = [...config.flatMap(({ mount }) => mount ?? []), ...(container?.volumeMounts ?? [])];
  const variables = [...Object.entries(env).map(([key, value]) => emitVariable(key, value)), ...(container?.env ?? [])];
  const hooks = { ...lifecycle, ...container?.lifecycle };
  return {
    name: containerName,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(ports.length === 0
      ? {}
      : {
          ports: ports.map((port) => ({ name: port.name, containerPort: port.containerPort, protocol: port.protocol })),
        }),
    ...(probes.readiness === undefined ? {} : { readinessProbe: emitProbe(probes.readiness, firstPort) }),
    ...(probes.liveness === undefined ? {} : { livenessProbe: emitProbe(probes.liveness, firstPort) }),
    ...(probes.startup === undefined ? {} : { startupProbe: emitProbe(probes.startup, firstPort) }),
    ...(resources === undefined ? {} : { resources }),
    ...container,
    ...(variables.length === 0 ? {} : { env: variables }),
    ...(envFrom.length === 0 ? {} : { envFrom }),
    ...(Object.keys(hooks).length === 0 ? {} : { lifecycle: hooks }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    securityContext: { ...restrictedSecurityContext, ...container?.securityContext, ...props.securityContext },
  };
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

function emitVariable(name: string, value: EnvValue) {
  return typeof value === 'string' ? { name, value } : { name, valueFrom: value };
}

function drainHook(cluster: Cluster, drain: Duration | undefined): ContainerFields['lifecycle'] {
  // Before 1.30 the kubelet cannot sleep by itself, and not every image has a shell that could.
  if (drain === undefined || drain.toSeconds() === 0 || !isAtLeast(cluster.kubernetesVersion, '1.30')) return undefined;
  return { preStop: { sleep: { seconds: drain.toSeconds() } } };
}

function assertDrainFits(name: string, drain: Duration | undefined, grace: Duration): void {
  if (drain === undefined || drain.toSeconds() < grace.toSeconds()) return;
  throw new Error(
    `workload ${name}: terminationGracePeriod: Invalid value: ${grace.toSeconds()}s: must be longer than drain (${drain.toSeconds()}s), or the container is killed before it was told to end`,
  );
}

function defaultSpread({ zones }: Cluster): Omit<TopologySpreadConstraint, 'labelSelector'>[] {
  const topologyKeys = [...(zones.length > 1 ? ['topology.kubernetes.io/zone'] : []), 'kubernetes.io/hostname'];
  // matchLabelKeys: without it, the pods of the old revision count during a rolling update and skew the new one.
  return topologyKeys.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    matchLabelKeys: ['pod-template-hash'],
  }));
}
