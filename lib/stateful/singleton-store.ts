import type { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, flag } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { declareStore } from './declare-store';
import { Store } from './store';
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
export class SingletonStore extends Store {
  constructor(scope: Construct, id: string, props: SingletonStoreProps) {
    super(scope, placedId('SingletonStore', scope, id), (store) => {
      assertProps(store, 'SingletonStore', propsShape, props);
      const { acceptDowntime = false, ...rest } = props;
      return declareStore(store, props.name ?? id, rest, {
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
    });
  }
}
