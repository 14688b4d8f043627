import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, flag, oneOf, wholeNumberFrom } from '../fleet/shape';
import type { Connections } from '../model/connections';
import type { ExposeOptions } from '../model/exposure';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { Traffic } from '../model/traffic';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import { declareStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { PodManagementPolicy, StoreProps } from './store-props';
import { storeShapes } from './store-shapes';

/** What a StatefulService is made of. */
export type StatefulServiceProps = StoreProps & {
  /** Number of pods. Emitted as `spec.replicas`. */
  readonly replicas: number;
  /**
   * Whether pods start and end all at once, or one after the other. Emitted as `spec.podManagementPolicy`, which cannot be
   * changed. A pod that never becomes ready cannot be rolled back under `OrderedReady`: somebody has to delete it.
   *
   * @default 'Parallel'
   */
  readonly podManagementPolicy?: PodManagementPolicy;
  /**
   * Whether the headless Service answers for pods that are not ready, so that members find each other while they start.
   * Emitted as its `publishNotReadyAddresses`.
   *
   * @default true where there are peerPorts
   */
  readonly resolvesBeforeReady?: boolean;
};

const propsShape = fields({
  ...storeShapes,
  replicas: wholeNumberFrom(0),
  'podManagementPolicy?': oneOf('Parallel', 'OrderedReady'),
  'resolvesBeforeReady?': flag,
});

/**
 * Pods that keep their names and volumes, where no other pattern fits: a StatefulSet with a headless Service, a client
 * Service of ready pods, and a disruption budget of one pod where there are two or more.
 */
export class StatefulService extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;
  /** Its pods, by the names that they keep. */
  readonly members: StoreMembers;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id);
    assertProps(this, 'StatefulService', propsShape, props);
    const { replicas, podManagementPolicy = 'Parallel', resolvesBeforeReady, ...rest } = props;
    const { workload, members } = declareStore(this, props.name ?? id, rest, {
      kind: 'StatefulService',
      component: 'stateful-service',
      replicas,
      podManagementPolicy,
      retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      budget: replicas < 2 ? undefined : { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' },
      hosts: 'preferred',
      resolvesBeforeReady: resolvesBeforeReady ?? (props.peerPorts ?? []).length > 0,
      minReadySeconds: 10,
    });
    this.workload = workload;
    this.members = members;
  }

  /** Addresses of its pods at a port, by name or number, for configuration: `a-0.a-peers.shop.svc.cluster.local:6222`. */
  peers(port: string | number): readonly string[] {
    return this.members.addresses(port);
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Makes it reachable from outside, and opens exactly the path from that ingress controller or gateway. */
  expose(options: ExposeOptions): this {
    this.workload.expose(options);
    return this;
  }

  /** Says how a mesh treats its pods: encryption, proxy resources, export to other clusters. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }

  /** How a mesh treats requests to it. */
  get traffic(): Traffic {
    return this.workload.traffic;
  }
}
