import { ApiObject } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, type ClusterScope, type GitOpsFacts } from '../../lib';

/** A cluster whose engine syncs itself and two others, each with two charts of which one waits for the other. */
export function hubFleet(
  hub: GitOpsFacts,
  spoke: (name: string) => GitOpsFacts,
  { ordered = true, ...props }: { readonly outdir?: string; readonly ordered?: boolean } = {},
): Fleet {
  const environment = new Environment('dev');
  const cluster = (name: string, gitOps: GitOpsFacts) =>
    new Cluster(name, { environment, kubernetesVersion: '1.34', gitOps });
  return new Fleet({
    clusters: [cluster('manager', hub), cluster('shops', spoke('shops')), cluster('shops-eu', spoke('shops-eu'))],
    report: false,
    ...props,
  }).deploy((scope) => {
    const stock = chartOf(scope, 'stock');
    const shop = chartOf(scope, 'shop');
    if (ordered) shop.addDependency(stock);
  });
}

function chartOf(scope: ClusterScope, name: string): ClusterChart {
  const chart = new ClusterChart(scope, name, { namespace: name });
  new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
  return chart;
}
