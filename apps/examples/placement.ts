import {
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  NodeAgent,
  Port,
  PriorityClass,
  WebService,
  Worker,
} from '../../lib';

const environment = new Environment('dev');
const clusters = [
  new Cluster('dev-1', {
    environment,
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    kubernetesVersion: '1.34',
    nodePools: [
      {
        name: 'general',
        labels: { 'example.com/pool': 'general' },
        allocatable: { cpu: '3920m', memory: '14Gi', pods: '58' },
        maximum: 6,
      },
      {
        name: 'batch',
        labels: { 'example.com/pool': 'batch' },
        taints: [{ key: 'example.com/batch', effect: 'NoSchedule' }],
        allocatable: { cpu: '15890m', memory: '58Gi', pods: '110' },
        maximum: 3,
      },
    ],
  }),
];
const resources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '256Mi' } };

export const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const platform = new ClusterChart(cluster, 'platform', { namespace: 'platform' });
  const important = new PriorityClass(platform, 'important', { value: 1000, description: 'Customers wait for it' });
  // First on each node: otherwise pods of others might fill one before it.
  const everywhere = new PriorityClass(platform, 'everywhere', { value: 2000 });
  new NodeAgent(platform, 'agent', {
    image: 'registry.example/agent:1.0.0',
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    placement: { priority: everywhere },
  });

  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const cache = new WebService(chart, 'cache', {
    image: 'registry.example/cache:8.0.0',
    port: Port.tcp(6379),
    resources,
    placement: { onPool: 'general' },
  });
  const web = new WebService(chart, 'web', {
    image: 'registry.example/web:1.5.0',
    port: Port.http(8080),
    resources,
    scaling: { min: 3, max: 12, cpu: 70 },
    placement: {
      onPool: 'general',
      spreadAcross: { zone: 'required' },
      colocateWith: [{ workload: cache, topology: 'zone' }],
      priority: important,
    },
  });
  web.connections.allowTo(cache);

  const batch = new Worker(chart, 'batch', {
    image: 'registry.example/batch:2.1.0',
    replicas: 4,
    resources: { requests: { cpu: '4', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
  batch.workload.placement.onPool('batch').avoid(batch, { strength: 'preferred' });
});
