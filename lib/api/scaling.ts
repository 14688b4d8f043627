export {
  HorizontalPodAutoscaler,
  ScaledObject,
  VerticalPodAutoscaler,
  type AutoscalerProps,
  type HorizontalPodAutoscalerProps,
  type ScaledObjectProps,
  type VerticalPodAutoscalerProps,
} from '../autoscaling/autoscaler-constructs';
export { ScaledJob, type ScaledJobProps } from '../autoscaling/scaled-job';
export {
  ClusterTriggerAuthentication,
  TriggerAuthentication,
  type TriggerAuthenticationProps,
} from '../autoscaling/shared-authentication';
export type {
  HorizontalScaling,
  MetricSpec,
  ResourceTarget,
  Scaling,
  ScalingBehavior,
  ScalingEvent,
  ScalingFallback,
  ScalingFormula,
  ScalingPolicy,
  ScalingRules,
  ScheduledReplicas,
} from '../model/scaling';
export type { ContainerScaling, StartupBoost, VerticalScaling, VerticalUpdateMode } from '../model/vertical-scaling';
export type { TriggerAuthenticationFields, TriggerAuthenticationRef } from '../model/trigger-authentication';
export type { Trigger, TriggerMetadata } from '../products/keda-scalers/trigger';
