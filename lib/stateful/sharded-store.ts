import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, fieldsOf, listOf, mustBe, text, textMap, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { ConnectionOptions } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { PeerLike } from '../model/to-peer';
import { blueprints } from '../workload/blueprint';
import { located } from '../model/located';
import type { WorkloadProps } from '../workload/workload-props';
import { workloadShapes } from '../workload/workload-shapes';
import { rejectSharedPorts } from './assert-store';
import { declareStore, type DeclaredStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { StoreProps } from './store-props';
import { forbidden, storeShapes } from './store-shapes';

/** What a ShardedStore is made of: what all shards have in common, and what one has of its own. */
export type ShardedStoreProps = StoreProps & {
  /** Number of shards. Another one is a StatefulSet more, named after the store and its number; one less strands its data. */
  readonly shards: number;
  /** Number of pods of each shard. Emitted as `spec.replicas` of each StatefulSet. */
  readonly replicas: number;
  /** What the pods of one shard have besides, such as a variable with its number. @default nothing */
  readonly shard?: (shard: number) => ShardOptions;
  /**
   * Zones that the shards are bound to, in turn: a shard lives in one zone, as its zonal volumes do. Emitted as node
   * affinity.
   *
   * @default none: the pods of each shard are spread over the zones
   */
  readonly zones?: readonly string[];
};

/** What the pods of one shard have besides. */
export interface ShardOptions extends Pick<WorkloadProps, 'env' | 'args' | 'podLabels' | 'podAnnotations'> {
  /** First number whose pods are replaced in this shard. Emitted as `rollingUpdate.partition`. @default 0 */
  readonly partition?: number;
}

const shardShape = fieldsOf<ShardOptions>({
  'env?': workloadShapes['env?'],
  'args?': listOf(text),
  'podLabels?': textMap,
  'podAnnotations?': textMap,
  'partition?': wholeNumberFrom(0),
});
const propsShape = fields({
  ...storeShapes,
  'selectorLabels?': forbidden('each shard is selected by a name of its own', 'leave it out'),
  shards: wholeNumberFrom(1),
  replicas: wholeNumberFrom(1),
  'shard?': (value, path) =>
    typeof value === 'function' ? undefined : mustBe(path, value, 'a function', 'write (shard) => ({ env: … })'),
  'zones?': listOf(text),
});

/** One shard of a store: its pods, and their names. */
export type Shard = DeclaredStore;

/**
 * A store in parts: a StatefulSet, a client Service and a disruption budget for each shard, so that an update or a drain
 * takes one pod of each at most, and a ConfigMap that says where the shards are.
 */
export class ShardedStore extends Construct {
  /** The shards, by number: each is a workload of its own. */
  readonly shards: readonly Shard[];
  /**
   * Name of the ConfigMap that says where the pods of the shards are: a key a shard and port (`0.native`), a line a pod.
   */
  readonly shardMap: string;

  constructor(scope: Construct, id: string, props: ShardedStoreProps) {
    super(scope, placedId('ShardedStore', scope, id));
    assertProps(this, 'ShardedStore', propsShape, props);
    rejectSharedPorts(this, 'ShardedStore', props, 'each shard');
    const { shards, replicas, shard: ofShard = everyShardAlike, zones = [], ...common } = props;
    const name = props.name ?? id;
    this.shards = Array.from({ length: shards }, (_, number) => {
      const said = ofShard(number);
      assertProps(this, 'ShardedStore', shardShape, said, `shard(${number})`);
      const { partition, env, podLabels, podAnnotations, ...own } = said;
      if (partition !== undefined && common.updateStrategy?.type === 'OnDelete')
        rejectProps(this, 'ShardedStore', {
          path: `shard(${number}).partition`,
          message: 'Forbidden: OnDelete replaces no pod by its number',
          fix: 'leave it out, or use RollingUpdate',
        });
      const zone = zones.length === 0 ? undefined : zones[number % zones.length];
      return declareStore(
        new Construct(this, `${number}`),
        `${name}-${number}`,
        {
          ...common,
          ...own,
          env: { ...common.env, ...env },
          podLabels: { 'app.kubernetes.io/part-of': name, ...common.podLabels, ...podLabels },
          podAnnotations: { ...common.podAnnotations, ...podAnnotations },
          ...(common.peerServiceName === undefined ? {} : { peerServiceName: `${common.peerServiceName}-${number}` }),
          ...(common.service?.name === undefined
            ? {}
            : { service: { ...common.service, name: `${common.service.name}-${number}` } }),
          ...(partition === undefined
            ? {}
            : { updateStrategy: { ...common.updateStrategy, type: 'RollingUpdate', partition } }),
        },
        {
          kind: 'ShardedStore',
          component: 'sharded-store',
          replicas,
          podManagementPolicy: 'Parallel',
          retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
          budget: replicas < 2 ? undefined : { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' },
          hosts: 'required',
          resolvesBeforeReady: (common.peerPorts ?? []).length > 0,
          minReadySeconds: 10,
          ...(zone === undefined ? {} : { zone }),
        },
      );
    });
    this.connectShards(common.peerPorts ?? []);
    this.shardMap = `${name}-shards`;
    this.declareShardMap(name, common);
  }

  /** Lets a peer open connections to every shard. */
  allowFrom(peer: PeerLike, options?: ConnectionOptions): this {
    for (const { workload } of this.shards) workload.connections.allowFrom(peer, options);
    return this;
  }

  /** Lets every shard open connections to a peer. */
  allowTo(peer: PeerLike, options?: ConnectionOptions): this {
    for (const { workload } of this.shards) workload.connections.allowTo(peer, options);
    return this;
  }

  /** Addresses of the pods of each shard at a port, by name or number. */
  peers(port: string | number): readonly (readonly string[])[] {
    return this.shards.map(({ members }) => members.addresses(port));
  }

  /** The pods of each shard, by the names that they keep. */
  get members(): readonly StoreMembers[] {
    return this.shards.map(({ members }) => members);
  }

  /** Says how a mesh treats the pods of every shard. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    for (const { workload } of this.shards) workload.mesh(policy, options);
    return this;
  }

  /** Shards exchange data as the pods of one do: over the peer ports. */
  private connectShards(peerPorts: StoreProps['ports']): void {
    if (peerPorts.length === 0) return;
    const ports = peerPorts.map(({ containerPort }) => containerPort);
    for (const { workload } of this.shards) {
      for (const other of this.shards)
        if (other.workload !== workload) workload.connections.allowTo(other.workload, { ports });
    }
  }

  private declareShardMap(name: string, { ports, peerPorts = [], labels }: StoreProps): void {
    const { chart, objectLabels, metadata } = chartContextOf(this);
    const entries = this.shards.flatMap(({ members }, shard) =>
      [...ports, ...peerPorts].map((port): [string, string] => [
        `${shard}.${port.name}`,
        members
          .addresses(port.name)
          .map((address) => `${address}\n`)
          .join(''),
      ]),
    );
    const manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(this.shardMap, { labels: { 'app.kubernetes.io/component': 'sharded-store', ...labels } }),
      data: Object.fromEntries(entries),
    };
    const owner = {
      origin: this.node.path,
      chart,
      objectLabels: { ...objectLabels, 'app.kubernetes.io/name': name },
    };
    blueprints.record(this, { resolve: () => ({ emit: () => located(manifest, owner) }) });
  }
}

function everyShardAlike(): ShardOptions {
  return {};
}
