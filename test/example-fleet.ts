import type { ClusterProps, Deployment } from '../lib';
import { Cluster, ClusterChart, Environment, Fleet } from '../lib';
import type { Manifest } from '../lib/manifest/objects/manifest';

/** A fleet of one cluster, on the newest common version, that differs from it only where a test says so. */
export function exampleFleet(deployment: Deployment, props: Partial<ClusterProps> = {}): Fleet {
  return new Fleet({ clusters: [exampleCluster(props)] }).deploy(deployment);
}

export function exampleCluster(props: Partial<ClusterProps> = {}): Cluster {
  return new Cluster('test', { environment: new Environment('dev'), kubernetesVersion: '1.33', ...props });
}

/** The manifests that a deployment makes in that cluster, by `Kind/name`. */
export function render(deployment: Deployment, props: Partial<ClusterProps> = {}): ReadonlyMap<string, Manifest> {
  const { manifests, findings } = exampleFleet(deployment, props).render('test');
  if (findings.length > 0) throw new Error(JSON.stringify(findings, undefined, 2));
  return new Map(manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name ?? ''}`, manifest]));
}

/** The same, of one chart in the namespace `shop`. */
export function renderChart(
  build: (chart: ClusterChart) => unknown,
  props: Partial<ClusterProps> = {},
): ReadonlyMap<string, Manifest> {
  return render((cluster) => build(new ClusterChart(cluster, 'shop', { namespace: 'shop' })), props);
}
