import { argoRolloutsShape, type ArgoRolloutsFacts } from '../argo-rollouts';
import type { Fact } from './fact';

/** What brings new versions of workloads out step by step. */
export interface DeliveryFact {
  /**
   * What brings new versions of workloads out step by step: `argoRollouts(…)`. A `rollout` needs one.
   *
   * @default none: Deployments alone
   */
  readonly delivery?: ArgoRolloutsFacts;
}

export const deliveryFact: Fact<DeliveryFact, DeliveryFact> = {
  props: { 'delivery?': argoRolloutsShape },
  resolve: ({ delivery }) => (delivery === undefined ? {} : { delivery }),
  describe: ({ delivery }) => ({ delivery }),
};
