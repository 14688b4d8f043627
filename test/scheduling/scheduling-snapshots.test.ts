import {
  BatchJob,
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  KarpenterNodePools,
  KubeScheduler,
  Port,
  PriorityClass,
  RuntimeClass,
  ScheduledJob,
  WebService,
  Worker,
  type ClusterProps,
  type KubernetesVersion,
} from '../../lib';
import { synthesize } from '../../lib/testing';

const image = 'registry.example/app:1.0.0';
const allocatable = { cpu: '8', memory: '32Gi', pods: '58' };
const environment = new Environment('prod', { tier: 'production' });

function clusterOf(kubernetesVersion: KubernetesVersion, props: Partial<ClusterProps>): Cluster {
  return new Cluster(`prod-${kubernetesVersion.replace('.', '-')}`, {
    environment,
    kubernetesVersion,
    region: 'eu-west-1',
    zones: ['eu-west-1a', 'eu-west-1b'],
    network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } },
    externalObjects: [
      { kind: 'ClusterRole', group: 'rbac.authorization.k8s.io', name: 'system:kube-scheduler' },
      { kind: 'ClusterRole', group: 'rbac.authorization.k8s.io', name: 'system:volume-scheduler' },
    ],
    nodePools: [
      { name: 'general', labels: { pool: 'general' }, allocatable, maximum: 6 },
      {
        name: 'gpu',
        labels: { accelerator: 'a100' },
        taints: [{ key: 'accelerator', value: 'a100', effect: 'NoSchedule' }],
        allocatable,
        maximum: 4,
        karpenter: {
          capacityTypes: ['on-demand'],
          consolidationPolicy: 'WhenEmpty',
          consolidateAfter: '5m',
          weight: 10,
          limits: { 'nvidia.com/gpu': '32' },
          requirements: [
            { key: 'karpenter.k8s.aws/instance-category', values: ['g', 'p'], minValues: 2 },
            { key: 'karpenter.k8s.aws/instance-generation', operator: 'Gte', values: ['4'] },
          ],
          budgets: [
            { nodes: '20%' },
            { nodes: '0', schedule: '0 9 * * mon-fri', duration: '8h', reasons: ['Drifted'] },
          ],
          terminationGracePeriod: '48h',
          startupTaints: [{ key: 'node.cilium.io/agent-not-ready', value: 'true', effect: 'NoExecute' }],
          annotations: { 'registry.example/owner': 'ml' },
          ec2: {
            amiAlias: 'al2023@v20260801',
            role: 'nodes',
            subnetTags: { 'karpenter.sh/discovery': 'prod' },
            subnetIds: ['subnet-0123'],
            securityGroupTags: { 'karpenter.sh/discovery': 'prod' },
            blockDeviceMappings: [
              {
                deviceName: '/dev/xvda',
                rootVolume: true,
                ebs: { volumeSize: '100Gi', volumeType: 'gp3', encrypted: true },
              },
            ],
            metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
            kubelet: { maxPods: 58, kubeReserved: { cpu: '100m' }, evictionHard: { 'memory.available': '5%' } },
            tags: { team: 'ml' },
            userData: '#!/bin/sh',
            instanceStorePolicy: 'RAID0',
            detailedMonitoring: true,
            associatePublicIPAddress: false,
          },
        },
      },
    ],
    ...props,
  });
}

const clusters = [
  clusterOf('1.28', { queueing: { product: 'kueue', version: '0.19' } }),
  clusterOf('1.30', { queueing: { product: 'volcano', version: '1.13' } }),
  clusterOf('1.29', { gangScheduling: { product: 'coscheduling' } }),
  clusterOf('1.37', {}),
];

const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const platform = new ClusterChart(cluster, 'platform', { namespace: 'platform' });
  const priority = new PriorityClass(platform, 'high', { value: 1000, description: 'Serves customers.' });
  const runtime = RuntimeClass.kata(platform, 'kata', {
    overhead: { cpu: '250m', memory: '160Mi' },
    onPool: 'general',
  });
  new KarpenterNodePools(platform, 'pools');
  new KubeScheduler(platform, 'packing', { profiles: [{ schedulerName: 'packing', percentageOfNodesToScore: 50 }] });

  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };
  const cache = new Worker(chart, 'cache', { image, resources, placement: { scheduler: 'packing' } });
  const web = new WebService(chart, 'web', {
    image,
    resources,
    port: Port.http(8080),
    probes: { readiness: { httpGet: { path: '/' } } },
    placement: {
      onPool: 'general',
      spreadAcross: { zone: 'required', host: { strength: 'required', maxSkew: 2 } },
      priority,
      tolerate: [{ key: 'spot', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
    },
  });
  web.workload.placement
    .colocateWith(cache)
    .avoid(web, { strength: 'required' })
    .onNodes({ key: 'old', operator: 'DoesNotExist' });
  new ScheduledJob(chart, 'nightly', { image, resources, schedule: '0 3 * * *', placement: { onPool: 'gpu' } });
  const train = new BatchJob(chart, 'train', { image, resources, placement: { runtime }, job: { parallelism: 2 } });
  if (cluster.cluster.queueing !== undefined) train.workload.placement.queue('shop');
  if (cluster.cluster.queueing?.product === 'volcano' || cluster.cluster.gangScheduling !== undefined)
    train.workload.placement.gang(2);
});

test.each(clusters.map(({ name }) => name))('placements on %s', (name) => {
  const tree = synthesize(fleet, name);
  expect(tree).toPassChecks();
  expect(tree).toMatchTreeSnapshot();
});
