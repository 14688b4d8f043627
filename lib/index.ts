// fleet: environments, clusters, settings
export { Fleet, type Deployment, type SynthResult } from './synth/fleet';
export type { FleetProps } from './synth/fleet-props';
export { synthFleets } from './synth/synth-fleets';
export type { CheckOptions } from './synth/check-cluster';
export { SynthError } from './fleet/synth-error';
export type { RenderedCluster } from './synth/render-cluster';
export { Environment, type EnvironmentProps } from './fleet/environment';
export { Cluster, type ClusterProps } from './fleet/cluster';
export { ClusterScope } from './fleet/cluster-scope';
export { cniFacts, type CniProduct } from './fleet/cni';
export { istio, type IstioFacts, type IstioOptions } from './fleet/istio';
export { linkerd, type LinkerdFacts, type LinkerdOptions } from './fleet/linkerd';
export { consul, type CollectorFacts, type ConsulFacts, type ConsulOptions } from './fleet/consul';
export { argoCd, type ArgoCdFacts, type ArgoCdOptions, type HydrateTo } from './fleet/argo-cd';
export type { ArgoCdNotifications, NotificationSubscription, NotificationTrigger } from './fleet/argo-cd-notifications';
export type { SyncWindow, SyncWindowFact } from './fleet/argo-cd-sync-window';
export { configSync, type ConfigSyncFacts, type ConfigSyncOptions } from './fleet/config-sync';
export {
  flux,
  type FluxDecryption,
  type FluxFacts,
  type FluxOptions,
  type HealthCheck,
  type OciArtifact,
} from './fleet/flux';
export {
  rancherFleet,
  type RancherClusterGroup,
  type RancherFleetFacts,
  type RancherFleetOptions,
  type RancherPartition,
} from './fleet/rancher-fleet';
export type { TeamRepository } from './fleet/team-repository';
export type { GitOpsDescription, GitOpsFacts } from './fleet/git-ops-facts';
export type { GitRepository } from './fleet/git-repository';
export type {
  AutoscalerFacts,
  AutoscalerOptions,
  KedaFacts,
  KedaOptions,
  MetricAdapterFacts,
  MetricApi,
  VerticalPodAutoscalerFacts,
} from './fleet/autoscaler-facts';
export type { GatewayApiFacts } from './fleet/facts/gateway-api';
export type { MeshDescription, MeshFacts } from './fleet/mesh-facts';
export type { CniFacts, IngressControllerFacts, NetworkFacts, PodsAt, PortFact } from './fleet/network-facts';
export { Settings, type SettingExplanation, type SettingsLayer, type SettingsLayers } from './fleet/settings';
export type { Selection } from './fleet/selection';
export { kubernetesVersions, isAtLeast, isKubernetesVersion, type KubernetesVersion } from './fleet/kubernetes-version';
export type { ClusterFacts } from './fleet/cluster-facts';
export type { EnvironmentFacts, Tier } from './fleet/facts/environment';
export type { ExternalObject } from './fleet/facts/external-objects';
export type {
  CapacityType,
  Ec2NodeClass,
  KarpenterPool,
  NodeClassReference,
  NodePool,
  NodeTaint,
  TaintEffect,
} from './fleet/node-pools';
export type { StorageClassFacts } from './fleet/facts/storage-classes';

// charts
export { ClusterChart, type ClusterChartProps, type NamespaceProps } from './chart/cluster-chart';
export type { PatchTarget } from './chart/patch-requests';
export type { PodSecurityLevel } from './manifest/pods/pod-security-level';

// workloads
export { WebService, type WebServiceOptions, type WebServiceProps } from './workload/web-service';
export { Worker, type WorkerProps } from './workload/worker';
export { NodeAgent, type HostPath, type NodeAgentProps } from './workload/node-agent';
export { ScheduledJob, type ScheduledJobProps } from './workload/scheduled-job';
export { BatchJob, type BatchJobProps } from './workload/batch-job';
export { Config, type ConfigProps, type ConfigUse } from './workload/config';
export { Workload, type WorkloadDescription } from './workload/workload';
export type { AdaptOptions, PlusContainer, PlusWorkload } from './workload/adapt-workload';
export { Port, type PortOptions } from './workload/port';
export type { Probe, ProbeHandler, ProbeTiming } from './workload/probe';
export type { ServiceOptions } from './workload/service';
export type { JobProps } from './workload/job-props';
export type {
  EnvValue,
  LongRunningProps,
  ServiceAccountOptions,
  TopologySpreadConstraint,
  WorkloadProps,
} from './workload/workload-props';
export type {
  ContainerFields,
  EnvVarFields,
  EnvVarSourceFields,
  LifecycleFields,
  LifecycleHandlerFields,
  ResourceRequirements,
  SecurityContextFields,
  VolumeMountFields,
} from './workload/container-fields';
export type {
  AffinityFields,
  PodResourceClaimFields,
  PodSecurityContextFields,
  PodSpecFields,
  VolumeFields,
  VolumeProjectionFields,
} from './workload/pod-fields';
export type { KubernetesFields } from './workload/kubernetes-fields';

// scheduling
export { Placement } from './model/placement';
export type {
  Named,
  NeighbourOptions,
  NodeRule,
  PlacementOptions,
  SpreadOptions,
  Strength,
  TolerationOptions,
  Topology,
} from './model/placement-options';
export { PriorityClass, type PriorityClassProps } from './scheduling/priority-class';
export { RuntimeClass, type RuntimeClassProps } from './scheduling/runtime-class';
export { KarpenterNodePools } from './scheduling/karpenter-node-pools';
export { KubeScheduler, type KubeSchedulerProps, type SchedulerProfile } from './scheduling/kube-scheduler';
export type { MonitoringFacts } from './fleet/facts/monitoring';
export type { QueueingFacts } from './fleet/facts/queueing';

// stores
export type { Store } from './stateful/store';
export { StatefulService, type StatefulServiceProps } from './stateful/stateful-service';
export { QuorumStore, type QuorumStoreProps } from './stateful/quorum-store';
export type { QuorumMembers } from './stateful/quorum-members';
export {
  PrimaryReplicaStore,
  type PrimaryReplicaStoreProps,
  type RoleOptions,
  type StoreRole,
} from './stateful/primary-replica-store';
export { ShardedStore, type Shard, type ShardedStoreProps, type ShardOptions } from './stateful/sharded-store';
export { MessageBroker, type MessageBrokerProps } from './stateful/message-broker';
export { SingletonStore, type SingletonStoreProps } from './stateful/singleton-store';
export { EphemeralCache, type EphemeralCacheProps } from './stateful/ephemeral-cache';
export { LeaderElection, type LeaderElectionProps } from './stateful/leader-election';
export { VolumeSnapshots, type VolumeSnapshotsProps } from './stateful/volume-snapshots';
export type { StoreMembers } from './stateful/store-members';
export type {
  PodManagementPolicy,
  RetentionPolicy,
  StoreClaims,
  StoreOptions,
  StoreProps,
  UpdateStrategy,
} from './stateful/store-props';
export type { AtAddress, BehindGateway, InCluster, PodServices, PodServicesOptions } from './stateful/pod-services';
export type { AccessMode, ManagedVolumeClaim, VolumeClaim } from './stateful/volume-claim';

// tenants
export { Tenant } from './tenancy/tenant';
export type {
  LimitOptions,
  PodLimitOptions,
  QuotaOptions,
  QuotaScope,
  TenantNetwork,
  TenantProps,
} from './tenancy/tenant-props';
export { Grants } from './model/grants';
export type { Account, GrantedObjects, Readable } from './model/grants';

// connections
export { Peers } from './connectivity/peers';
export {
  NetworkGuardRail,
  type GuardRailRule,
  type NetworkGuardRailProps,
} from './connectivity/guard-rail/network-guard-rail';
export { ExternalService, type ExternalServiceProps } from './connectivity/external-service';
export type { ExposeOptions } from './model/exposure';
export type { ConnectionOptions, Connections } from './model/connections';
export type { PeerLike } from './model/to-peer';
export type { GrpcRule } from './model/request-rules';
export type {
  Connection,
  ConnectionPort,
  ExternalPortModel,
  ExternalServiceModel,
  HttpRule,
  Peer,
  WorkloadPeer,
} from './model/connection';
export type { ApplicationProtocol, PortModel } from './model/port-model';
export {
  formatWorkload,
  type HasWorkload,
  type MetricsModel,
  type ProbeModel,
  type ServiceModel,
  type WorkloadModel,
} from './model/workload-model';

// scaling
export {
  HorizontalPodAutoscaler,
  ScaledObject,
  VerticalPodAutoscaler,
  type AutoscalerProps,
  type HorizontalPodAutoscalerProps,
  type ScaledObjectProps,
  type VerticalPodAutoscalerProps,
} from './autoscaling/autoscaler-constructs';
export { ScaledJob, type ScaledJobProps } from './autoscaling/scaled-job';
export {
  ClusterTriggerAuthentication,
  TriggerAuthentication,
  type TriggerAuthenticationProps,
} from './autoscaling/shared-authentication';
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
} from './model/scaling';
export type { ContainerScaling, StartupBoost, VerticalScaling, VerticalUpdateMode } from './model/vertical-scaling';
export type { TriggerAuthenticationFields, TriggerAuthenticationRef } from './model/trigger-authentication';
export type { Trigger, TriggerMetadata } from './products/keda-scalers/trigger';

// mesh
export { MeshConfiguration, type MeshConfigurationProps } from './mesh/mesh-configuration';
export { meshBackends } from './mesh/backends';
export type { ListedMeshBackend, LoadedMeshBackend } from './mesh/backend';
export type { MeshOptions, MeshPolicy, MeshSettings, MutualTlsMode, ProxyResources } from './model/mesh-policy';
export type { Traffic, TrafficOptions } from './model/traffic';
export type {
  CircuitBreaker,
  FaultInjection,
  LoadBalancing,
  OutlierDetection,
  RateLimit,
  RetryCondition,
  RetryPolicy,
  RouteMatch,
  RouteRule,
  StringMatch,
  TrafficPolicy,
  WeightedDestination,
} from './model/traffic-policy';

// manifests
export { isManifest, type LocatedManifest, type Manifest, type ObjectMeta } from './manifest/objects/manifest';
export { formatIdentity, identityKey, identityOf, type ObjectIdentity } from './manifest/objects/object-identity';
export { ManifestSet } from './manifest/objects/manifest-set';
export type { JsonArray, JsonObject, JsonValue } from './manifest/objects/json';
export type { LabelSelector, LabelSelectorRequirement, Labels } from './manifest/objects/label-selector';
export type { PodTemplate } from './manifest/pods/pod-template';
export type { ChartManifest } from './model/capability';

// checks
export { allChecks } from './checks/all-checks';
export type { Check, CheckContext, Profile } from './checks/check';
export type { Finding, FindingObject, FindingStatus, Problem, Severity } from './checks/finding';
export { defaultProfile, profiles } from './checks/profile';
export { runChecks, type CheckResults, type Proof, type RunChecksOptions } from './checks/run-checks';
export type { SuppressedFinding } from './checks/suppress-findings';
export { CheckCache } from './checks/incremental/check-cache';
export type { ObjectPattern, Suppression } from './fleet/suppression';
export {
  podSecurityViolations,
  type PodSecurityOptions,
  type PodSecurityVersion,
  type PodSecurityViolation,
} from './checks/pod-security/pod-security-violations';

// permissions
export { whoCan, type AccessAnswer, type AccessGrant, type AccessQuestion } from './manifest/rbac/who-can';
export { formatSubject, type Subject } from './manifest/rbac/role-binding';

// reachability
export type { NetworkConnection } from './reach/questions/network-connection';
export { ConnectionSet, type PortRange, type Protocol } from './reach/sets/connection-set';
export type { ReachabilityAnswer } from './reach/questions/answer';
export type { ConnectionFilter } from './reach/questions/connections';
export type { ChangedConnection, ReachabilityDifference } from './reach/questions/difference';
export {
  formatEndpoint,
  type AddressEndpoint,
  type Endpoint,
  type IngressControllerEndpoint,
  type WorkloadEndpoint,
} from './reach/questions/endpoint';
export type { Exposure } from './reach/questions/exposure';
export { MalformedPolicies, type PolicyProblem } from './reach/policies/policy-problem';
export type { Layer } from './reach/questions/layer';
export type { AskedRequest } from './reach/mesh/request-match';
export type { WorkloadNode } from './reach/space/workload-node';
export { reachability, type Reachability } from './reach/questions/reachability';
export type { ReachabilityOptions } from './reach/questions/reachability-options';

// capacity
export { capacity, type Capacity, type CapacityOptions, type WorkloadCapacity } from './capacity/capacity';
export { readNodes, type Nodes } from './capacity/nodes/read-nodes';
export type { Node } from './capacity/nodes/node';
export type { Taint } from './capacity/nodes/taint';
export type { ElasticPool } from './capacity/nodes/elastic-pool';
export type { Requirement } from './capacity/nodes/requirement';
export type { Amounts } from './capacity/resources/amounts';
export type { PodResources } from './capacity/resources/pod-resources';
export type { DemandOptions } from './capacity/demand/workload-demands';
export type { InjectedProxy } from './capacity/demand/injected-proxy';
export type { PlacedPods, RefusingNode } from './capacity/placement/witness';
export type { Refusal } from './capacity/filters/refusal';
export type { QuotaAnswer, QuotaEntry } from './capacity/quota/judge-quotas';

// the tree on disk
export { formatYaml } from './synth/yaml/format-yaml';
export type { TreeLayout } from './synth/layout/file-path';
export { TreeWriter, type PublishOptions, type TreeFacts, type TreeWriterOptions } from './synth/writer/tree-writer';
export type { ClusterTree, TreeObject } from './synth/writer/cluster-tree';
export type { Inventory, InventoryEntry } from './synth/writer/inventory';
export type { TreeChanges } from './synth/writer/owned-folder';

// reading manifests
export { readFolder } from './reader/read-folder';
export { readManifests, type ReadManifests } from './reader/read-manifests';
export type { ReadLimits } from './reader/read-limits';

// reports
export { mergeResults, type Report, type ReportFormat, type ReportOptions } from './report/report';
export { reportFormats } from './report/report-formats';

// cdk8s-cli
export { ChecksValidation } from './cli/checks-validation';
