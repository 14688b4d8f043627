import type { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, flag, oneOf, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { ExposeOptions } from '../model/exposure';
import type { Traffic } from '../model/traffic';
import { declareStore } from './declare-store';
import type { PodManagementPolicy, StoreProps } from './store-props';
import { Store } from './store';
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
export class StatefulService extends Store {
  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, placedId('StatefulService', scope, id), (store) => {
      assertProps(store, 'StatefulService', propsShape, props);
      const { replicas, podManagementPolicy = 'Parallel', resolvesBeforeReady, ...rest } = props;
      return declareStore(store, props.name ?? id, rest, {
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
    });
  }

  /** Makes it reachable from outside, and opens exactly the path from that ingress controller or gateway. */
  expose(options: ExposeOptions): this {
    this.workload.expose(options);
    return this;
  }

  /** How a mesh treats requests to it. */
  get traffic(): Traffic {
    return this.workload.traffic;
  }
}
