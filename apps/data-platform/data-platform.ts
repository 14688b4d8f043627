import type { Construct } from 'constructs';
import {
  ClusterChart,
  Port,
  WebService,
  type EphemeralCache,
  type MessageBroker,
  type PrimaryReplicaStore,
  type QuorumStore,
  type ShardedStore,
  type WebServiceOptions,
} from '../../lib';
import { addClickHouse } from './clickhouse';
import { addEtcd } from './etcd';
import { addNats } from './nats';
import { addPostgres } from './postgres';
import type { DataSettings } from './settings';
import { addValkey } from './valkey';

/** Everything that keeps data, in a namespace of its own. */
export class DataPlatform extends ClusterChart {
  readonly etcd: QuorumStore;
  readonly nats: MessageBroker;
  readonly postgres: PrimaryReplicaStore;
  readonly valkey: EphemeralCache;
  readonly clickHouse: ShardedStore;

  constructor(scope: Construct, id: string, settings: DataSettings) {
    super(scope, id, { namespace: 'data' });
    this.etcd = addEtcd(this, settings);
    this.nats = addNats(this, settings);
    this.postgres = addPostgres(this, settings);
    this.valkey = addValkey(this, settings);
    this.clickHouse = addClickHouse(this, settings);
  }
}

const common = {
  image: 'ghcr.io/stefanprodan/podinfo:6.9.2',
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  probes: { readiness: { httpGet: { path: '/readyz' } }, liveness: { tcpSocket: {} } },
  podSecurityContext: { runAsUser: 1000 },
} as const satisfies WebServiceOptions;

/** Two clients: one that writes, and one that may only read. */
export class Shop extends ClusterChart {
  constructor(scope: Construct, id: string, { etcd, nats, postgres, valkey, clickHouse }: DataPlatform) {
    super(scope, id, { namespace: 'shop' });
    const orders = new WebService(this, 'orders', {
      ...common,
      port: Port.http(9898),
      env: {
        DATABASE: postgres.primaryAddress('postgresql'),
        NATS: nats.peers('client').join(','),
        ETCD: etcd.peers('client').join(','),
        PODINFO_CACHE_SERVER: `tcp://${valkey.peers('redis')[0] ?? ''}`,
      },
    });
    postgres.allowWriter(orders);
    for (const server of [nats, etcd, valkey]) orders.connections.allowTo(server);

    const reports = new WebService(this, 'reports', {
      ...common,
      port: Port.http(9898),
      env: { DATABASES: postgres.peers('postgresql').join(',') },
    });
    postgres.allowReader(reports);
    clickHouse.allowFrom(reports, { ports: ['http'] });
  }
}
