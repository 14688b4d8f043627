import { Size } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, QuorumStore } from '../../lib';

// Renders so many stores for one cluster, ten a namespace, and takes them through every check.
const [stores = '500'] = process.argv.slice(2);
const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const cluster = new Cluster('prod-euw1', {
  environment: new Environment('prod', { tier: 'production' }),
  region: 'eu-west-1',
  zones,
  kubernetesVersion: '1.36',
  storageClasses: [{ name: 'fast', default: true, volumeBindingMode: 'WaitForFirstConsumer' }],
});
const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  let chart: ClusterChart | undefined;
  for (let number = 0; number < Number(stores); number += 1) {
    const place = Math.floor(number / 10);
    if (number % 10 === 0) chart = new ClusterChart(scope, `team-${place}`, { namespace: `team-${place}` });
    if (chart === undefined) continue;
    new QuorumStore(chart, `store-${number}`, {
      image: 'registry.example/store:1.0.0',
      replicas: 3,
      ports: [Port.tcp(2379, { name: 'client' })],
      peerPorts: [Port.tcp(2380, { name: 'peer' })],
      fsGroup: 1000,
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      volumeClaimTemplates: { data: { size: Size.gibibytes(10), mountPath: '/data' } },
    });
  }
});
const { findings } = fleet.check(cluster.name);
const errors = findings.filter(({ severity }) => severity === 'error');
if (errors.length > 0) throw new Error(`${errors.length} errors: ${errors[0]?.message ?? ''}`);
