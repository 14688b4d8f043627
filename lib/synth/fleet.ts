import { capabilities } from '../capabilities';
import type { Cluster } from '../fleet/cluster';
import { ClusterScope } from '../fleet/cluster-scope';
import { assertDnsLabel, unknownName } from '../fleet/name-rules';
import { renderCluster, type RenderedCluster } from './render-cluster';

export interface FleetProps {
  /** All clusters that the program renders. */
  readonly clusters: readonly Cluster[];
  /**
   * Name of the app: its folder below the output folder, where one repository renders several.
   *
   * @default none: the tree stands in the output folder itself
   */
  readonly name?: string;
}

/** What `fleet.deploy` calls for each cluster: puts charts into the cluster's tree. */
export type Deployment = (cluster: ClusterScope) => unknown;

/**
 * All clusters that one program renders.
 *
 * Each cluster gets a tree of its own, which is built, written and released before the next one, so that memory does
 * not grow with the fleet.
 */
export class Fleet {
  readonly clusters: readonly Cluster[];
  private readonly deployments: Deployment[] = [];

  constructor({ clusters, name }: FleetProps) {
    if (name !== undefined) assertDnsLabel('fleet name', name);
    assertUnique(clusters);
    this.clusters = clusters;
  }

  /** Says what is deployed: called once for each cluster, with the root of the cluster's tree. */
  deploy(deployment: Deployment): this {
    this.deployments.push(deployment);
    return this;
  }

  /** Renders one cluster in memory: what `synth` would write for it. */
  render(name: string): RenderedCluster {
    const cluster = this.clusters.find((candidate) => candidate.name === name);
    if (cluster === undefined)
      throw unknownName(
        'cluster',
        name,
        this.clusters.map((known) => known.name),
      );
    return this.renderCluster(cluster);
  }

  private renderCluster(cluster: Cluster): RenderedCluster {
    const scope = new ClusterScope(cluster);
    for (const deployment of this.deployments) deployment(scope);
    return renderCluster(scope, capabilities);
  }
}

function assertUnique(clusters: readonly Cluster[]): void {
  const names = new Set<string>();
  for (const { name } of clusters) {
    if (names.has(name)) throw new Error(`clusters: Duplicate value: "${name}": each cluster has a name of its own`);
    names.add(name);
  }
}
