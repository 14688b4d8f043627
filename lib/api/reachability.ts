export type { NetworkConnection } from '../reach/questions/network-connection';
export { ConnectionSet, type PortRange, type Protocol } from '../reach/sets/connection-set';
export type { ReachabilityAnswer } from '../reach/questions/answer';
export type { ConnectionFilter } from '../reach/questions/connections';
export type { ChangedConnection, ReachabilityDifference } from '../reach/questions/difference';
export {
  formatEndpoint,
  type AddressEndpoint,
  type Endpoint,
  type IngressControllerEndpoint,
  type WorkloadEndpoint,
} from '../reach/questions/endpoint';
export type { Exposure } from '../reach/questions/exposure';
export { MalformedPolicies, type PolicyProblem } from '../reach/policies/policy-problem';
export type { Layer } from '../reach/questions/layer';
export type { AskedRequest } from '../reach/mesh/request-match';
export type { WorkloadNode } from '../reach/space/workload-node';
export { reachability, type Reachability } from '../reach/questions/reachability';
export type { ReachabilityOptions } from '../reach/questions/reachability-options';
