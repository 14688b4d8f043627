export type { Store } from '../stateful/store';
export { StatefulService, type StatefulServiceProps } from '../stateful/stateful-service';
export { QuorumStore, type QuorumStoreProps } from '../stateful/quorum-store';
export type { QuorumMembers } from '../stateful/quorum-members';
export {
  PrimaryReplicaStore,
  type PrimaryReplicaStoreProps,
  type RoleOptions,
  type StoreRole,
} from '../stateful/primary-replica-store';
export { ShardedStore, type Shard, type ShardedStoreProps, type ShardOptions } from '../stateful/sharded-store';
export { MessageBroker, type MessageBrokerProps } from '../stateful/message-broker';
export { SingletonStore, type SingletonStoreProps } from '../stateful/singleton-store';
export { EphemeralCache, type EphemeralCacheProps } from '../stateful/ephemeral-cache';
export { LeaderElection, type LeaderElectionProps } from '../stateful/leader-election';
export { VolumeSnapshots, type VolumeSnapshotsProps } from '../stateful/volume-snapshots';
export type { StoreMembers } from '../stateful/store-members';
export type {
  PodManagementPolicy,
  RetentionPolicy,
  StoreClaims,
  StoreOptions,
  StoreProps,
  UpdateStrategy,
} from '../stateful/store-props';
export type { AtAddress, BehindGateway, InCluster, PodServices, PodServicesOptions } from '../stateful/pod-services';
export type { AccessMode, ManagedVolumeClaim, VolumeClaim } from '../stateful/volume-claim';
