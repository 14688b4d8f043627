// cdk8s-blueprints/keda: what KEDA scales by, as constructs of its own
export { ScaledObject, type ScaledObjectProps } from './autoscaler-constructs';
export { ScaledJob, type ScaledJobProps } from './scaled-job';
export {
  ClusterTriggerAuthentication,
  TriggerAuthentication,
  type TriggerAuthenticationProps,
} from './shared-authentication';
export type { KedaFacts, KedaOptions } from '../fleet/autoscaler-facts';
export type { ScalingEvent } from '../model/scaling';
export type { TriggerAuthenticationFields, TriggerAuthenticationRef } from '../model/trigger-authentication';
export type { Trigger, TriggerMetadata } from '../products/keda-scalers/trigger';
