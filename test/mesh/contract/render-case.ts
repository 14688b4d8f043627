import { Cluster, Environment, Fleet, formatYaml, type ClusterProps, type RenderedCluster } from '../../../lib';
import type { MeshCase } from './mesh-case';
import { declareShop, shopCluster, type ShopLabels } from './shop';

const environment = new Environment('dev');

/** The shop of a case, in a cluster of its own that is named after the case. */
export function renderCase(
  { title, declare }: Pick<MeshCase, 'title' | 'declare'>,
  props: Partial<ClusterProps>,
  onUnsupported: 'error' | 'warn' = 'error',
  labels: ShopLabels = {},
): RenderedCluster {
  const cluster = new Cluster(clusterName(title), { ...shopCluster, environment, ...props });
  return new Fleet({ clusters: [cluster] })
    .deploy((scope) => declare(declareShop(scope, labels), onUnsupported))
    .render(cluster.name);
}

/** What a rendered tree says, object by object. */
export function texts({ manifests }: Pick<RenderedCluster, 'manifests'>): string[] {
  return manifests.map(({ manifest }) => formatYaml(manifest));
}

function clusterName(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-|-$/g, '');
}
