import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterChart } from '../../lib';
import { Database, SearchCluster } from '../../lib/data';

/** What operators keep: orders in PostgreSQL, and the logs that people search. */
export class ManagedData extends ClusterChart {
  readonly orders: Database;
  readonly logs: SearchCluster;

  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'managed-data' });
    this.orders = new Database(this, 'orders-db', {
      engine: 'postgresql',
      version: '17',
      storage: { size: Size.gibibytes(50), storageClassName: 'gp3-retain', walSize: Size.gibibytes(10) },
      resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } },
      highAvailability: { synchronousReplicas: 1 },
      pooler: { mode: 'transaction' },
    });
    this.logs = new SearchCluster(this, 'logs', {
      version: '9.2.0',
      tiers: {
        masters: {
          instances: 3,
          roles: ['master'],
          storage: { size: Size.gibibytes(5), storageClassName: 'gp3-retain' },
          resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '2Gi' } },
        },
        hot: {
          instances: 3,
          roles: ['data_hot', 'data_content', 'ingest'],
          storage: { size: Size.gibibytes(200), storageClassName: 'gp3-retain' },
          resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '8Gi' } },
        },
      },
      kibana: {
        instances: 2,
        resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } },
      },
    });
  }
}
