export { Fleet, type Deployment, type SynthResult } from '../synth/fleet';
export type { PlacedDeployment, PlacedShare, ReplicatedShare } from '../synth/placed-charts';
export type { ClusterPlacement, ClusterSelector } from '../cluster-placement/cluster-placement';
export type { LossDomain } from '../cluster-placement/problem';
export type { FleetProps } from '../synth/fleet-props';
export { synthFleets } from '../synth/synth-fleets';
export type { CheckOptions } from '../synth/check-cluster';
export { SynthError } from '../fleet/synth-error';
export type { RenderedCluster } from '../synth/render-cluster';
export { Environment, type EnvironmentProps } from '../fleet/environment';
export { Cluster, type ClusterProps } from '../fleet/cluster';
export { ClusterScope } from '../fleet/cluster-scope';
export { cniFacts, type CniProduct } from '../fleet/cni';
export { argoCd, type ArgoCdFacts, type ArgoCdOptions, type HydrateTo } from '../fleet/argo-cd';
export type {
  ArgoCdNotifications,
  NotificationSubscription,
  NotificationTrigger,
} from '../fleet/argo-cd-notifications';
export type { SyncWindow, SyncWindowFact } from '../fleet/argo-cd-sync-window';
export { argoRollouts, type ArgoRolloutsFacts, type ArgoRolloutsOptions } from '../fleet/argo-rollouts';
export { configSync, type ConfigSyncFacts, type ConfigSyncOptions } from '../fleet/config-sync';
export {
  flux,
  type FluxDecryption,
  type FluxFacts,
  type FluxOptions,
  type HealthCheck,
  type OciArtifact,
} from '../fleet/flux';
export {
  rancherFleet,
  type RancherClusterGroup,
  type RancherFleetFacts,
  type RancherFleetOptions,
  type RancherPartition,
} from '../fleet/rancher-fleet';
export type { TeamRepository } from '../fleet/team-repository';
export type { Wave } from '../fleet/wave';
export type { GitOpsDescription, GitOpsFacts } from '../fleet/git-ops-facts';
export type { GitRepository } from '../fleet/git-repository';
export type {
  AutoscalerFacts,
  AutoscalerOptions,
  KarpenterFacts,
  KedaFacts,
  KedaOptions,
  MetricAdapterFacts,
  MetricApi,
  VerticalPodAutoscalerFacts,
} from '../fleet/autoscaler-facts';
export type { GatewayApiFacts } from '../fleet/facts/gateway-api';
export type { MeshDescription, MeshFacts } from '../fleet/mesh-facts';
export type { CniFacts, IngressControllerFacts, NetworkFacts, PodsAt, PortFact } from '../fleet/network-facts';
export { Settings, type SettingExplanation, type SettingsLayer, type SettingsLayers } from '../fleet/settings';
export type { Selection } from '../fleet/selection';
export {
  kubernetesVersions,
  isAtLeast,
  isKubernetesVersion,
  type KubernetesVersion,
} from '../fleet/kubernetes-version';
export type { ClusterFacts } from '../fleet/cluster-facts';
export type { EnvironmentFacts, Tier } from '../fleet/facts/environment';
export type { ExternalObject } from '../fleet/facts/external-objects';
export type {
  Ec2AmiFamily,
  Ec2BlockDevice,
  Ec2Image,
  Ec2ImageByAlias,
  Ec2Images,
  Ec2Kubelet,
  Ec2MetadataOptions,
  Ec2NodeClass,
  Ec2NodeClassFields,
  Ec2NodesOfProfile,
  Ec2NodesOfRole,
  Ec2Volume,
} from '../fleet/ec2-node-class';
export type {
  CapacityType,
  KarpenterBudget,
  KarpenterPool,
  KarpenterReason,
  KarpenterRequirement,
  NodeClassReference,
} from '../fleet/karpenter-pool';
export type { NodePool } from '../fleet/node-pools';
export type { NodeTaint, TaintEffect } from '../fleet/node-taint';
export type { StorageClassFacts } from '../fleet/facts/storage-classes';
export type { MonitoringFacts } from '../fleet/facts/monitoring';
export type { DatabaseOperator, OperatorFacts } from '../fleet/facts/operators';
export type { CoschedulingFacts, GangSchedulingFacts, KubernetesGangFacts } from '../fleet/facts/gang-scheduling';
export type { KueueFacts, QueueingFacts, VolcanoFacts } from '../fleet/facts/queueing';
