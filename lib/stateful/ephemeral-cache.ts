import type { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, textLike, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Scaling } from '../model/scaling';
import { scalingShape } from '../model/scaling-shape';
import { declareStore } from './declare-store';
import { Store } from './store';
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
export class EphemeralCache extends Store {
  constructor(scope: Construct, id: string, props: EphemeralCacheProps) {
    super(scope, placedId('EphemeralCache', scope, id), (store) => {
      assertProps(store, 'EphemeralCache', propsShape, props);
      const { replicas, scaling, maxUnavailable = '25%', ...rest } = props;
      return declareStore(store, props.name ?? id, rest, {
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
    });
  }
}
