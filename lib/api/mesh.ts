export { MeshConfiguration, type MeshConfigurationProps } from '../mesh/mesh-configuration';
export * from '../mesh/backends';
export type { ListedMeshBackend, LoadedMeshBackend } from '../mesh/backend';
export type { MeshOptions, MeshPolicy, MeshSettings, MutualTlsMode, ProxyResources } from '../model/mesh-policy';
export type { Traffic, TrafficOptions } from '../model/traffic';
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
} from '../model/traffic-policy';
