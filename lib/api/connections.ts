export { Peers } from '../connectivity/peers';
export {
  NetworkGuardRail,
  type GuardRailRule,
  type NetworkGuardRailProps,
} from '../connectivity/guard-rail/network-guard-rail';
export { ExternalService, type ExternalServiceProps } from '../connectivity/external-service';
export type { ExposeOptions } from '../model/exposure';
export type { ConnectionOptions, Connections } from '../model/connections';
export type { PeerLike } from '../model/to-peer';
export type { GrpcRule } from '../model/request-rules';
export type {
  Connection,
  ConnectionPort,
  ExternalPortModel,
  ExternalServiceModel,
  HttpRule,
  Peer,
  WorkloadPeer,
} from '../model/connection';
export type { ApplicationProtocol } from '../manifest/network/application-protocol';
export type { PortModel } from '../model/port-model';
export {
  formatWorkload,
  type HasWorkload,
  type MetricsModel,
  type ProbeModel,
  type ServiceModel,
  type WorkloadModel,
} from '../model/workload-model';
