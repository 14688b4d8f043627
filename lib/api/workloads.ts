export { WebService, type WebServiceOptions, type WebServiceProps } from '../workload/web-service';
export { Worker, type WorkerProps } from '../workload/worker';
export { NodeAgent, type HostPath, type NodeAgentProps } from '../workload/node-agent';
export { ScheduledJob, type ScheduledJobProps } from '../workload/scheduled-job';
export { BatchJob, type BatchJobProps } from '../workload/batch-job';
export { Config, type ConfigProps, type ConfigUse } from '../workload/config';
export { Workload, type WorkloadDescription } from '../workload/workload';
export type { AdaptOptions, PlusContainer, PlusWorkload } from '../workload/adapt-workload';
export { Port, type PortOptions } from '../workload/port';
export type { Probe, ProbeHandler, ProbeTiming } from '../workload/probe';
export type { CanaryRollout, CanaryStep } from '../model/rollout';
export type { ServiceOptions } from '../workload/service';
export type { JobProps } from '../workload/job-props';
export type {
  EnvValue,
  LongRunningProps,
  ServiceAccountOptions,
  TopologySpreadConstraint,
  WorkloadProps,
} from '../workload/workload-props';
export type {
  ContainerFields,
  EnvVarFields,
  EnvVarSourceFields,
  LifecycleFields,
  LifecycleHandlerFields,
  ResourceRequirements,
  SecurityContextFields,
  VolumeMountFields,
} from '../workload/container-fields';
export type {
  AffinityFields,
  PodResourceClaimFields,
  PodSecurityContextFields,
  PodSpecFields,
  VolumeFields,
  VolumeProjectionFields,
} from '../workload/pod-fields';
export type { KubernetesFields } from '../workload/kubernetes-fields';
