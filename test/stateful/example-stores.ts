import { Size } from 'cdk8s';
import {
  EphemeralCache,
  MessageBroker,
  Port,
  PrimaryReplicaStore,
  QuorumStore,
  ShardedStore,
  SingletonStore,
  StatefulService,
  type ClusterChart,
  type QuorumStoreProps,
} from '../../lib';

const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };
export const volume = { size: Size.gibibytes(10), mountPath: '/data' };
export const common = {
  image: 'registry.example/store:1.0.0',
  resources,
  ports: [Port.tcp(2379, { name: 'client' })],
  fsGroup: 1000,
  volumeClaimTemplates: { data: volume },
};
export const peerPorts = [Port.tcp(2380, { name: 'peer' })];

export function quorumStore(chart: ClusterChart, props: Partial<QuorumStoreProps> = {}): QuorumStore {
  const all: QuorumStoreProps = { ...common, peerPorts, replicas: 3, ...props };
  return new QuorumStore(chart, 'etcd', all);
}

/** One store of each pattern, by its class. */
export const exampleStores: Readonly<Record<string, (chart: ClusterChart) => unknown>> = {
  StatefulService: (chart) => new StatefulService(chart, 'ledger', { ...common, replicas: 2 }),
  QuorumStore: (chart) => quorumStore(chart),
  PrimaryReplicaStore: (chart) => new PrimaryReplicaStore(chart, 'postgres', { ...common, replicas: 2 }),
  ShardedStore: (chart) => new ShardedStore(chart, 'clicks', { ...common, peerPorts, shards: 2, replicas: 2 }),
  MessageBroker: (chart) => new MessageBroker(chart, 'nats', { ...common, peerPorts, replicas: 3 }),
  SingletonStore: (chart) => new SingletonStore(chart, 'registry', common),
  EphemeralCache: (chart) => {
    const { volumeClaimTemplates: _, ...rest } = common;
    return new EphemeralCache(chart, 'sessions', { ...rest, replicas: 2 });
  },
};
