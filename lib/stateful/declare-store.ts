import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import { chartContextOf } from '../chart/chart-context';
import { Cluster } from '../fleet/cluster';
import type { Scaling } from '../model/scaling';
import type { PortModel } from '../model/port-model';
import type { StatefulSetFields } from '../workload/controllers';
import { declarePods } from '../workload/pods';
import type { Workload } from '../workload/workload';
import type { WorkloadProps } from '../workload/workload-props';
import { assertStore } from './assert-store';
import { emitClaimTemplate } from './claim-template';
import { resolvePodServices, type PodServicesModel } from './pod-services';
import type { StoreBudget } from './store-budget';
import { StoreMembers } from './store-members';
import { stores } from './store-model';
import { storePlacement } from './store-placement';
import type { PodManagementPolicy, RetentionPolicy, StoreProps, UpdateStrategy } from './store-props';
import type { ManagedVolumeClaim, VolumeClaim } from './volume-claim';

/** What a pattern decides, whatever the product. */
export interface StorePattern {
  /** The name of its construct, for messages. */
  readonly kind: string;
  /** What the store is, for `app.kubernetes.io/component`. */
  readonly component: string;
  /** The number of pods that the user declared; left out where a controller may decide. */
  readonly replicas?: number | undefined;
  /** How a controller decides how many pods there are. @default nothing scales it */
  readonly scaling?: Scaling | undefined;
  /** The number of pods where nobody says it. @default 2 in production, else 1 */
  readonly defaultReplicas?: number;
  readonly podManagementPolicy: PodManagementPolicy;
  readonly retention: RetentionPolicy;
  readonly budget: StoreBudget;
  /** Whether two pods may never share a node, or only should not. */
  readonly hosts: 'required' | 'preferred';
  /** Whether members find each other before they are ready. */
  readonly resolvesBeforeReady: boolean;
  /** Seconds that a pod must be ready before the next is replaced. */
  readonly minReadySeconds: number;
  /** The one zone that it lives in. @default every zone */
  readonly zone?: string;
}

/** A declared store: its pods, and their names. */
export interface DeclaredStore {
  readonly workload: Workload;
  readonly members: StoreMembers;
}

/** Declares a StatefulSet with its Services, claims and disruption budget. A pattern is a construct that calls this. */
export function declareStore(scope: Construct, name: string, props: StoreProps, pattern: StorePattern): DeclaredStore {
  const cluster = Cluster.of(scope);
  const where = scope.node.path;
  assertStore(scope, pattern.kind, name, props, cluster);
  const { ports, peerPorts = [], service = {}, peerServiceName = `${name}-peers` } = props;
  const claims: Readonly<Record<string, ManagedVolumeClaim>> = props.volumeClaimTemplates ?? {};
  const { component, replicas } = pattern;
  const context = chartContextOf(scope);
  const workload = declarePods(scope, {
    name,
    props: podProps(props, claims),
    component,
    controller: {
      kind: 'StatefulSet',
      serviceName: peerServiceName,
      defaults: statefulSetDefaults(props, pattern, claims, cluster),
      ...(replicas === undefined ? {} : { replicas }),
      ...(props.statefulSet === undefined ? {} : { statefulSet: props.statefulSet }),
    },
    ports: [...ports, ...peerPorts.map(forPeers)],
    service,
    peerService: peerServiceName,
    podDefaults: {
      ...storePlacement({
        cluster,
        selectorLabels: props.selectorLabels ?? { 'app.kubernetes.io/name': name },
        replicas: replicas ?? pattern.defaultReplicas,
        claims: Object.values(claims),
        hosts: pattern.hosts,
        ...(pattern.zone === undefined ? {} : { zone: pattern.zone }),
      }),
      ...(Object.keys(claims).length === 0 ? {} : { securityContext: { fsGroupChangePolicy: 'OnRootMismatch' } }),
    },
    disruptionBudget: false,
    ...(pattern.scaling === undefined ? {} : { scaling: pattern.scaling }),
  });
  const members = new StoreMembers({
    kind: pattern.kind,
    where,
    name,
    namespace: context.namespace,
    serviceName: peerServiceName,
    dnsDomain: cluster.dnsDomain,
    firstOrdinal: props.firstOrdinal ?? 0,
    replicas,
    ports: workload.ports,
    claimTemplates: Object.keys(claims),
  });
  const podServices = podServicesOf(scope, pattern.kind, props, cluster);
  // Throws where nobody says how many pods there are.
  if (podServices !== undefined || props.claims === 'managed') members.names();
  stores.record(scope, {
    workload,
    context,
    labels: { 'app.kubernetes.io/component': component, ...props.labels },
    members,
    resolvesBeforeReady: pattern.resolvesBeforeReady,
    budget: pattern.budget,
    managedClaims: props.claims === 'managed' ? claims : {},
    origin: where,
    ...(podServices === undefined ? {} : { podServices }),
  });
  if (podServices !== undefined) connectOutside(workload, podServices);
  if (peerPorts.length > 0)
    workload.connections.allowTo(workload, { ports: peerPorts.map(({ containerPort }) => containerPort) });
  return { workload, members };
}

function podServicesOf(scope: Construct, kind: string, props: StoreProps, cluster: Cluster) {
  const { podServices, ports, metrics } = props;
  if (podServices === undefined) return undefined;
  const served = ports.filter(({ name, containerPort }) => name !== metrics?.port && containerPort !== metrics?.port);
  const model = resolvePodServices(podServices, served, cluster);
  return 'options' in model ? model : rejectProps(scope, kind, model);
}

/** Lets in whom the Services of single pods are for. */
function connectOutside(workload: Workload, { options, ports }: PodServicesModel): void {
  const named = { ports: ports.map(({ containerPort }) => containerPort) };
  if (options.type === 'Gateway')
    workload.connections.allowFrom({ type: 'ingress', className: options.className }, named);
  if (options.type !== 'LoadBalancer' && options.type !== 'NodePort') return;
  for (const cidr of options.sourceRanges) workload.connections.allowFrom({ type: 'cidr', cidr, except: [] }, named);
}

/** By which name a pod is found outside, for what it advertises. */
function advertised({ podServices }: StoreProps): NonNullable<WorkloadProps['env']> {
  const domain = podServices !== undefined && 'domain' in podServices ? podServices.domain : undefined;
  if (domain === undefined) return {};
  return {
    POD_NAME: { fieldRef: { fieldPath: 'metadata.name' } },
    ADVERTISED_HOST: `$(POD_NAME).${domain}`,
  };
}

/** A port that no Service for clients shows. */
function forPeers({ servicePort: _, ...port }: PortModel): PortModel {
  return { ...port, forPeers: true };
}

/** The props of the pods: what a store says of them in words of its own, in those of all workloads. */
function podProps(props: StoreProps, claims: Readonly<Record<string, VolumeClaim>>): WorkloadProps {
  const { fsGroup, preStop, podSecurityContext, container } = props;
  const mounts = Object.entries(claims).map(([name, { mountPath, subPath }]) => ({
    name,
    mountPath,
    ...(subPath === undefined ? {} : { subPath }),
  }));
  const env = { ...advertised(props), ...props.env };
  return {
    ...props,
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(fsGroup === undefined ? {} : { podSecurityContext: { fsGroup, ...podSecurityContext } }),
    container: {
      ...container,
      ...(mounts.length === 0 ? {} : { volumeMounts: [...mounts, ...(container?.volumeMounts ?? [])] }),
      ...(preStop === undefined
        ? {}
        : { lifecycle: { preStop: { exec: { command: preStop } }, ...container?.lifecycle } }),
    },
  };
}

function statefulSetDefaults(
  props: StoreProps,
  { podManagementPolicy, retention, minReadySeconds, defaultReplicas }: StorePattern,
  claims: Readonly<Record<string, ManagedVolumeClaim>>,
  cluster: Cluster,
): StatefulSetFields {
  const { minReady, updateStrategy = { type: 'RollingUpdate' }, firstOrdinal = 0 } = props;
  const templates = Object.entries(claims).map(([name, claim]) => emitClaimTemplate(name, claim, cluster));
  return {
    ...(defaultReplicas === undefined ? {} : { replicas: defaultReplicas }),
    podManagementPolicy,
    updateStrategy: emitUpdateStrategy(updateStrategy),
    minReadySeconds: minReady?.toSeconds() ?? minReadySeconds,
    persistentVolumeClaimRetentionPolicy: { ...retention, ...props.persistentVolumeClaimRetentionPolicy },
    ...(firstOrdinal === 0 ? {} : { ordinals: { start: firstOrdinal } }),
    ...(templates.length === 0 ? {} : { volumeClaimTemplates: templates }),
  };
}

/** The strategy with every default that the API server would fill in. */
function emitUpdateStrategy(strategy: UpdateStrategy) {
  if (strategy.type === 'OnDelete') return { type: strategy.type };
  const { type, partition = 0, maxUnavailable } = strategy;
  return { type, rollingUpdate: { partition, ...(maxUnavailable === undefined ? {} : { maxUnavailable }) } };
}
