import { ClusterChart, Fleet } from '../../lib';
import { ClusterClass, docker, ManagedCluster } from '../../lib/clusters';
import { clusters } from '../online-boutique/clusters';
import { management } from './clusters';

/** The versions of Kubernetes that the shop's clusters run, and those between, through which they are upgraded. */
const kubernetesVersions = [
  ...['v1.28.15', 'v1.29.15', 'v1.30.14', 'v1.31.12', 'v1.32.9'],
  ...['v1.33.5', 'v1.34.1', 'v1.35.0', 'v1.36.0'],
];

const regions = [...new Set(clusters.map(({ region = 'anywhere' }) => region))];

/** The clusters that the shop runs in, as Cluster API makes them: each is the value that the shop is rendered for. */
export const managedClusters = new Fleet({
  name: 'clusters',
  clusters: [management],
  checks: { schemas: ['crds'] },
}).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'clusters', { namespace: 'clusters' });
  for (const region of regions) {
    const here = clusters.filter((each) => (each.region ?? 'anywhere') === region);
    const clusterClass = new ClusterClass(chart, region, {
      infrastructure: docker({ failureDomains: [...new Set(here.flatMap(({ zones }) => zones))] }),
      kubernetesVersions,
      controllers: { syncedLabelDomains: ['example.com'] },
    });
    for (const each of here) new ManagedCluster(chart, each.name, { cluster: each, clusterClass });
  }
});
