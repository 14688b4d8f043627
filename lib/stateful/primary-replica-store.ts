import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, fieldsOf, nameOrNumber, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { ConnectionOptions } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { PeerLike } from '../model/to-peer';
import type { Workload } from '../workload/workload';
import type { WorkloadProps } from '../workload/workload-props';
import { workloadShapes } from '../workload/workload-shapes';
import { rejectSharedPorts } from './assert-store';
import { declareStore, type DeclaredStore } from './declare-store';
import type { StoreProps } from './store-props';
import { forbidden, storeShapes } from './store-shapes';

/** What a PrimaryReplicaStore is made of: what primary and replicas have in common, and what each has of its own. */
export type PrimaryReplicaStoreProps = StoreProps & {
  /** Number of replicas beside the one primary. Emitted as `spec.replicas` of their StatefulSet. */
  readonly replicas: number;
  /** What the primary has besides. @default nothing */
  readonly primary?: RoleOptions;
  /** What the replicas have besides, such as an init container that copies the primary. @default nothing */
  readonly replica?: RoleOptions;
  /** Port, by name or number, on which replicas copy the primary. @default the first port */
  readonly replicationPort?: string | number;
  /** Names of the objects of each role are the store's, which may have 44 characters, and `-primary` or `-replica`. */
  readonly name?: string;
};

/** What the pods of one role have besides. */
export type RoleOptions = Pick<
  WorkloadProps,
  'command' | 'args' | 'env' | 'config' | 'initContainers' | 'sidecars' | 'resources' | 'probes' | 'podAnnotations'
>;

const roleShape = fieldsOf<RoleOptions>({
  'command?': workloadShapes['command?'],
  'args?': workloadShapes['args?'],
  'env?': workloadShapes['env?'],
  'config?': workloadShapes['config?'],
  'initContainers?': workloadShapes['initContainers?'],
  'sidecars?': workloadShapes['sidecars?'],
  'resources?': workloadShapes['resources?'],
  'probes?': workloadShapes['probes?'],
  'podAnnotations?': workloadShapes['podAnnotations?'],
});
const propsShape = fields({
  ...storeShapes,
  'selectorLabels?': forbidden('each role is selected by a name of its own', 'leave it out'),
  replicas: wholeNumberFrom(1),
  'primary?': roleShape,
  'replica?': roleShape,
  'replicationPort?': nameOrNumber,
});

/** One role of a store: its pods, and their names. */
export type StoreRole = DeclaredStore;

/**
 * One primary that takes writes, and replicas that copy it and answer reads, without an operator: two StatefulSets, so that
 * who may only read is kept from the primary by network policies and by the mesh. No replica takes over by itself; where
 * one must, use an operator of the product.
 */
export class PrimaryReplicaStore extends Construct {
  /** The one pod that takes writes: a workload of its own. */
  readonly primary: StoreRole;
  /** The pods that answer reads: a workload of their own. */
  readonly replicas: StoreRole;

  constructor(scope: Construct, id: string, props: PrimaryReplicaStoreProps) {
    super(scope, placedId('PrimaryReplicaStore', scope, id));
    assertProps(this, 'PrimaryReplicaStore', propsShape, props);
    rejectSharedPorts(this, 'PrimaryReplicaStore', props, 'each role');
    const { replicas, primary = {}, replica = {}, replicationPort, ...common } = props;
    const name = props.name ?? id;
    this.primary = declareStore(
      new Construct(this, 'primary'),
      `${name}-primary`,
      roleProps(common, 'primary', primary),
      {
        ...pattern,
        component: 'primary-store',
        replicas: 1,
        budget: undefined,
      },
    );
    this.replicas = declareStore(
      new Construct(this, 'replica'),
      `${name}-replica`,
      roleProps(common, 'replica', replica),
      {
        ...pattern,
        component: 'replica-store',
        replicas,
        budget: replicas < 2 ? undefined : { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' },
      },
    );
    this.replicas.workload.connections.allowTo(this.primary.workload, {
      ports: [replicationPort ?? firstPort(common)],
    });
  }

  /** Address of the primary at a port, by name or number: one that stays the same wherever the pod runs. */
  primaryAddress(port: string | number): string {
    return this.primary.members.addresses(port).join(',');
  }

  /** Addresses of the replicas at a port, by name or number. */
  peers(port: string | number): readonly string[] {
    return this.replicas.members.addresses(port);
  }

  /** Lets a client write and read: it gets to the primary and to the replicas. */
  allowWriter(client: PeerLike, options?: ConnectionOptions): this {
    this.primary.workload.connections.allowFrom(client, options);
    return this.allowReader(client, options);
  }

  /** Lets a client read: it gets to the replicas, and not to the primary. */
  allowReader(client: PeerLike, options?: ConnectionOptions): this {
    this.replicas.workload.connections.allowFrom(client, options);
    return this;
  }

  /** Says how a mesh treats the pods of both roles. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    for (const { workload } of this.roles()) workload.mesh(policy, options);
    return this;
  }

  /** Both workloads: the primary's, and that of the replicas. */
  workloads(): readonly Workload[] {
    return this.roles().map(({ workload }) => workload);
  }

  private roles(): readonly StoreRole[] {
    return [this.primary, this.replicas];
  }
}

/** Replicas start one after the other: each copies what is there. */
const pattern = {
  kind: 'PrimaryReplicaStore',
  podManagementPolicy: 'OrderedReady',
  retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  hosts: 'required',
  resolvesBeforeReady: false,
  minReadySeconds: 10,
} as const;

function roleProps(common: StoreProps, role: string, own: RoleOptions): StoreProps {
  const { service, peerServiceName } = common;
  return {
    ...common,
    ...own,
    env: { ...common.env, ...own.env },
    podAnnotations: { ...common.podAnnotations, ...own.podAnnotations },
    config: [...(common.config ?? []), ...(own.config ?? [])],
    initContainers: [...(common.initContainers ?? []), ...(own.initContainers ?? [])],
    sidecars: [...(common.sidecars ?? []), ...(own.sidecars ?? [])],
    ...(service?.name === undefined ? {} : { service: { ...service, name: `${service.name}-${role}` } }),
    ...(peerServiceName === undefined ? {} : { peerServiceName: `${peerServiceName}-${role}` }),
  };
}

function firstPort({ ports }: StoreProps): number {
  const [port] = ports;
  return port?.containerPort ?? 0;
}
