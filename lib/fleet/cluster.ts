import { Construct, type IConstruct } from 'constructs';
import type { ClusterFacts } from './cluster-facts';
import type { Environment } from './environment';
import { clusterFactList, type ListedProps } from './facts/cluster-fact-list';
import { dnsLabel } from './name-rules';
import { assertShape, reject } from './reject';
import { fields, mustBe } from './shape';

/** What is known of a cluster: each fact changes what is emitted for it, or what is refused. */
export interface ClusterProps extends ListedProps {
  /** The environment that it belongs to: its tier decides the defaults of blueprints and the profile of the checks. */
  readonly environment: Environment;
}

const propsShape = fields(Object.fromEntries(clusterFactList.flatMap(({ props }) => Object.entries(props))));

const clusterKey = 'cdk8s-blueprints/cluster';

// The constructor assigns what every fact of the list resolves to.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Cluster extends ClusterFacts {
  /** The environment that it belongs to. */
  readonly environment: Environment;
}

/** A Kubernetes cluster, and what is known of it. Names the second folder of the tree on disk. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Cluster {
  /** The cluster that a construct is rendered for. Throws outside `fleet.deploy`. */
  static of(construct: IConstruct): Cluster {
    if (!Construct.isConstruct(construct))
      return reject({ kind: 'Cluster.of', name: '' }, mustBe('', construct, 'a construct', 'write Cluster.of(this)'));
    const cluster = clusterAround(construct);
    if (cluster !== undefined) return cluster;
    return reject(
      { kind: 'Construct', name: construct.node.path },
      {
        path: '',
        message: 'Required value: no cluster in scope',
        fix: 'create it inside fleet.deploy((cluster) => …), or below a ClusterScope',
      },
    );
  }

  /** A DNS label: the second folder of the tree on disk. */
  readonly name: string;

  constructor(name: string, props: ClusterProps) {
    assertShape({ kind: 'Cluster', name: '' }, dnsLabel, name, 'name');
    assertShape({ kind: 'Cluster', name }, propsShape, props);
    this.name = name;
    Object.assign(this, ...clusterFactList.map((fact) => fact.resolve(props, name)));
  }

  /** The zones, where something needs at least `count` of them. Throws where the cluster has fewer. */
  requireZones(count: number, what: string): readonly string[] {
    if (this.zones.length >= count) return this.zones;
    return reject(
      { kind: 'Cluster', name: this.name },
      {
        path: 'zones',
        message: `Invalid value: ${this.zones.length}: ${what} needs at least ${count}`,
        fix: `declare them in new Cluster('${this.name}', { region, zones })`,
      },
    );
  }

  /** Makes this the cluster of a tree: every construct below finds it with `Cluster.of`. */
  enter(root: IConstruct): void {
    root.node.setContext(clusterKey, this);
  }
}

/** Name of the cluster that a construct is rendered for; undefined outside of one. */
export function clusterNameOf(construct: IConstruct): string | undefined {
  return clusterAround(construct)?.name;
}

function clusterAround(construct: IConstruct): Cluster | undefined {
  const cluster: unknown = construct.node.tryGetContext(clusterKey);
  return cluster instanceof Cluster ? cluster : undefined;
}
