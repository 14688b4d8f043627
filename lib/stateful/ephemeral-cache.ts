import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, textLike, wholeNumberFrom } from '../fleet/shape';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { Scaling } from '../model/scaling';
import { scalingShape } from '../model/scaling-shape';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import { declareStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { StoreProps } from './store-props';
import { storeShapes } from './store-shapes';

/** What an EphemeralCache is made of. */
export type EphemeralCacheProps = StoreProps & {
  /** Number of pods. Emitted as `spec.replicas`. @default 2 in production-tier environments, else 1; a controller may scale it */
  readonly replicas?: number;
  /** How a controller decides how many pods there are. Not beside `replicas`. @default nothing scales it */
  readonly scaling?: Scaling;
  /**
   * Share of the pods that a drain may take away at once. Emitted as the PodDisruptionBudget's `maxUnavailable`.
   *
   * @default '25%'
   */
  readonly maxUnavailable?: `${number}%`;
};

const propsShape = fields({
  ...storeShapes,
  'replicas?': wholeNumberFrom(0),
  'scaling?': scalingShape,
  'maxUnavailable?': textLike(/^([1-9][0-9]?|100)%$/, 'a share from 1% to 100%, such as 25%'),
});

/**
 * Members whose content can be made anew, such as Valkey or memcached as a cache: they start at once, their claims end with
 * them, and they may be scaled by a controller.
 */
export class EphemeralCache extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;
  /** Its pods, by the names that they keep. */
  readonly members: StoreMembers;

  constructor(scope: Construct, id: string, props: EphemeralCacheProps) {
    super(scope, id);
    assertProps(this, 'EphemeralCache', propsShape, props);
    const { replicas, scaling, maxUnavailable = '25%', ...rest } = props;
    const { workload, members } = declareStore(this, props.name ?? id, rest, {
      kind: 'EphemeralCache',
      component: 'ephemeral-cache',
      replicas,
      scaling,
      podManagementPolicy: 'Parallel',
      retention: { whenDeleted: 'Delete', whenScaled: 'Delete' },
      budget: { maxUnavailable, unhealthyPods: 'AlwaysAllow' },
      hosts: 'preferred',
      resolvesBeforeReady: (props.peerPorts ?? []).length > 0,
      minReadySeconds: 0,
    });
    this.workload = workload;
    this.members = members;
  }

  /** Addresses of its members at a port, by name or number, for configuration: `etcd-0.etcd-peers.data.svc.cluster.local:2380`. */
  peers(port: string | number): readonly string[] {
    return this.members.addresses(port);
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Says how a mesh treats its pods: encryption, proxy resources, export to other clusters. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }
}
