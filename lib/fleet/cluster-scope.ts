import { App } from 'cdk8s';
import type { Cluster } from './cluster';

/** The cdk8s App of one cluster: the root of its tree. `Cluster.of(construct)` finds the cluster from anywhere below. */
export class ClusterScope extends App {
  /** The cluster that everything below is rendered for. */
  readonly cluster: Cluster;

  constructor(cluster: Cluster) {
    super();
    this.cluster = cluster;
    cluster.enter(this);
  }
}
