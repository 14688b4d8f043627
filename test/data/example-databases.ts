import { Duration, Size } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  Environment,
  ExternalService,
  Fleet,
  Port,
  WebService,
  type ClusterProps,
  type OperatorFacts,
} from '../../lib';
import { Database, type DatabaseProps } from '../../lib/data';

/** The operators as their own manifests install them. */
export const operators: readonly OperatorFacts[] = [
  {
    product: 'cloudnative-pg',
    version: '1.30',
    namespace: 'cnpg-system',
    podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
    barmanCloud: true,
  },
];

export const minimal: DatabaseProps = {
  engine: 'postgresql',
  version: '17',
  storage: { size: Size.gibibytes(20), storageClassName: 'fast' },
};

/** A database with all that one can say of it. */
export function everything(chart: ClusterChart): Partial<DatabaseProps> {
  const { peer } = new ExternalService(chart, 'bucket', {
    hosts: ['s3.eu-west-1.amazonaws.com'],
    cidrs: ['192.0.2.0/24'],
  });
  return {
    resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '2Gi' } },
    storage: { size: Size.gibibytes(20), storageClassName: 'fast', walSize: Size.gibibytes(5) },
    highAvailability: { synchronousReplicas: 1, durability: 'preferred' },
    databases: [{ name: 'reports', owner: 'analyst' }],
    users: [{ name: 'analyst', secretName: 'orders-analyst' }],
    parameters: { max_connections: '200' },
    backup: {
      path: 's3://backups/orders',
      credentials: { secretName: 'orders-bucket' },
      peer,
      schedule: '0 3 * * *',
      retention: Duration.days(30),
      pointInTime: true,
    },
    pooler: { mode: 'session' },
    tls: { secretName: 'orders-tls', caSecretName: 'orders-ca' },
  };
}

/** A cluster with operators, and a database with a client in it. */
export function databaseFleet(
  props: Partial<DatabaseProps> | ((chart: ClusterChart) => Partial<DatabaseProps>) = {},
  cluster: Partial<ClusterProps> = {},
): Fleet {
  const clusters = [
    new Cluster('prod-1', {
      environment: new Environment('prod', { tier: 'production' }),
      kubernetesVersion: '1.34',
      region: 'eu-west-1',
      zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      operators,
      storageClasses: [{ name: 'fast', volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true }],
      externalObjects: ['orders-analyst', 'orders-bucket', 'orders-tls', 'orders-ca'].map((name) => ({
        kind: 'Secret',
        name,
        namespace: 'shop',
      })),
      network: {
        apiServer: { cidrs: ['172.20.0.1/32'], port: 443 },
        monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
      },
      monitoring: { product: 'prometheus-operator', labels: { release: 'metrics' } },
      ...cluster,
    }),
  ];
  return new Fleet({ clusters }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
    const own = typeof props === 'function' ? props(chart) : props;
    const orders = new Database(chart, 'orders', { ...minimal, ...own });
    orders.usedBy(
      (env) =>
        new WebService(chart, 'web', {
          image: 'registry.example/web:1.0.0',
          port: Port.http(8080),
          env,
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
          probes: { readiness: { httpGet: { path: '/healthz' } } },
        }),
    );
  });
}
