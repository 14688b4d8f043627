import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, flag } from '../fleet/shape';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import { declareStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { StoreProps } from './store-props';
import { forbidden, storeShapes } from './store-shapes';

/** What a SingletonStore is made of: one pod, so that neither replicas nor peers are said. */
export type SingletonStoreProps = StoreProps & {
  readonly peerPorts?: never;
  /**
   * Whether a drain may take the pod away, and with it the store for a while: emitted as a PodDisruptionBudget that allows
   * it. Without it, there is none.
   *
   * @default false
   */
  readonly acceptDowntime?: boolean;
};

const propsShape = fields({
  ...storeShapes,
  'peerPorts?': forbidden('a single pod has no peers', 'use a QuorumStore or a StatefulService'),
  'acceptDowntime?': flag,
});

/**
 * The single writer of a volume: a StatefulSet of one pod, which starts anew only once the old one is gone. Prefer a
 * Deployment of two pods with a Lease where nothing is kept on a volume.
 */
export class SingletonStore extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;
  /** Its pods, by the names that they keep. */
  readonly members: StoreMembers;

  constructor(scope: Construct, id: string, props: SingletonStoreProps) {
    super(scope, id);
    assertProps(this, 'SingletonStore', propsShape, props);
    const { acceptDowntime = false, ...rest } = props;
    const { workload, members } = declareStore(this, props.name ?? id, rest, {
      kind: 'SingletonStore',
      component: 'singleton-store',
      replicas: 1,
      podManagementPolicy: 'Parallel',
      retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      budget: acceptDowntime ? { maxUnavailable: 1, unhealthyPods: 'AlwaysAllow' } : undefined,
      hosts: 'preferred',
      resolvesBeforeReady: false,
      minReadySeconds: 0,
    });
    this.workload = workload;
    this.members = members;
  }

  /** Address of its pod at a port, by name or number. */
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
