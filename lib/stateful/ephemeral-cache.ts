import { Construct } from 'constructs';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import { assertWholeNumber } from './assert-store';
import { declareStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { StoreProps } from './store-props';

/** What an EphemeralCache is made of. */
export type EphemeralCacheProps = StoreProps & {
  /** Number of pods. Emitted as `spec.replicas`. @default 2 in production-tier environments, else 1; a controller may scale it */
  readonly replicas?: number;
  /**
   * Share of the pods that a drain may take away at once. Emitted as the PodDisruptionBudget's `maxUnavailable`.
   *
   * @default '25%'
   */
  readonly maxUnavailable?: `${number}%`;
};

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
    const where = this.node.path;
    const { replicas, maxUnavailable = '25%', ...rest } = props;
    assertWholeNumber(`${where}: replicas`, replicas ?? 1);
    assertShare(`${where}: maxUnavailable`, maxUnavailable);
    const { workload, members } = declareStore(this, props.name ?? id, rest, {
      component: 'ephemeral-cache',
      replicas,
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

function assertShare(where: string, share: string): void {
  const found = typeof share === 'string' ? /^([1-9][0-9]?|100)%$/.exec(share) : null;
  if (found !== null) return;
  throw new Error(`${where}: Invalid value: ${JSON.stringify(share)}: must be a share from 1% to 100%, such as '25%'`);
}
