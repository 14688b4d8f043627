import { Cluster, ClusterChart, Environment, Fleet } from '../../lib';
import { ClusterClass, docker, ManagedCluster } from '../../lib/clusters';

const facts = { environment: new Environment('prod', { tier: 'production' }), kubernetesVersion: '1.34' } as const;
const allocatable = { cpu: '3920m', memory: '14Gi' };

/** Where the shop runs: its charts are rendered for this value, and Cluster API makes the cluster of it. */
const shop = new Cluster('prod-euw1', {
  ...facts,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  nodePools: [
    { name: 'general', allocatable, minimum: 2, maximum: 10 },
    { name: 'search', allocatable, minimum: 1, maximum: 1, zones: ['eu-west-1a'] },
  ],
});
const management = new Cluster('mgmt-euw1', facts);

export const fleet = new Fleet({ clusters: [management] }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'clusters', { namespace: 'clusters' });
  const clusterClass = new ClusterClass(chart, 'standard', {
    infrastructure: docker({ failureDomains: shop.zones }),
    kubernetesVersions: ['v1.33.5', 'v1.34.1'],
    workers: { default: {}, search: { healthCheck: { replacedWhileUnhealthy: 1 } } },
  });
  new ManagedCluster(chart, 'prod-euw1', { cluster: shop, clusterClass, poolClasses: { search: 'search' } });
});
