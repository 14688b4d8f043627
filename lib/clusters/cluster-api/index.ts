// cdk8s-blueprints/cluster-api: clusters of the fleet that Cluster API makes
export { ClusterClass } from './cluster-class';
export type { ClusterClassProps, ControllerSettings, ControlPlaneClass, WorkerClass } from './cluster-class-props';
export type { HealthCheckOptions, WorkerHealthCheckOptions } from './health-check';
export { docker, templates } from './infrastructure';
export type {
  DockerInfrastructure,
  DockerOptions,
  Infrastructure,
  TemplateInfrastructure,
  TemplateOptions,
  TemplateReference,
} from './infrastructure';
export { ManagedCluster } from './managed-cluster';
export type { ManagedClusterProps } from './managed-cluster-props';
