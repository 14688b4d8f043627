// cdk8s-blueprints/clusters: clusters of the fleet, made from a management cluster
export { ClusterClass } from './cluster-api/cluster-class';
export type {
  ClusterClassProps,
  ControllerSettings,
  ControlPlaneClass,
  WorkerClass,
} from './cluster-api/cluster-class-props';
export type { HealthCheckOptions, WorkerHealthCheckOptions } from './cluster-api/health-check';
export { docker, templates } from './cluster-api/infrastructure';
export type {
  DockerInfrastructure,
  DockerOptions,
  Infrastructure,
  TemplateInfrastructure,
  TemplateOptions,
  TemplateReference,
} from './cluster-api/infrastructure';
export { ManagedCluster } from './cluster-api/managed-cluster';
export type { ManagedClusterProps } from './cluster-api/managed-cluster-props';
