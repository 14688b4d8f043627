import { Construct } from 'constructs';
import { Cluster } from '../../fleet/cluster';
import { dnsLabel } from '../../fleet/name-rules';
import {
  fields,
  fieldsOf,
  mapOf,
  mustBe,
  nonEmpty,
  text,
  textLike,
  wholeNumberFrom,
  type Shape,
} from '../../fleet/shape';
import { ClusterClass } from './cluster-class';

/** A cluster of the fleet that Cluster API makes. */
export interface ManagedClusterProps {
  /** The cluster: its name, DNS domain, zones, node pools and the minor of its Kubernetes version are those of the fleet. */
  readonly cluster: Cluster;
  /** What it has in common with others. Emitted as `spec.topology.classRef`. */
  readonly clusterClass: ClusterClass;
  /**
   * The version of Kubernetes, such as `v1.34.1`, one of the class and of the minor that the cluster has. Emitted as
   * `spec.topology.version`.
   *
   * @default the newest version of the class that has this minor
   */
  readonly version?: string;
  /**
   * How many machines the control plane has: an odd number, because etcd runs on them. Emitted as
   * `spec.topology.controlPlane.replicas`.
   *
   * @default 3 in production, 1 elsewhere
   */
  readonly controlPlaneReplicas?: number;
  /**
   * The class of machines of each node pool, by the pool's name. Emitted as `class` of its machine deployments.
   *
   * @default the first class that the ClusterClass has
   */
  readonly poolClasses?: Readonly<Record<string, string>>;
  /** Addresses of pods and Services. Emitted as `spec.clusterNetwork`. @default those that the provider chooses */
  readonly network?: { readonly pods: readonly string[]; readonly services: readonly string[] };
}

const cluster: Shape = (value, path) =>
  value instanceof Cluster ? undefined : mustBe(path, value, 'a Cluster', 'write one of the clusters of the fleet');

const clusterClass: Shape = (value, path) =>
  Construct.isConstruct(value) && value instanceof ClusterClass
    ? undefined
    : mustBe(path, value, 'a ClusterClass', "write new ClusterClass(this, 'standard', { … })");

const ranges = nonEmpty(
  textLike(/^[0-9a-fA-F.:]+\/\d{1,3}$/, 'a range, such as "10.128.0.0/14"'),
  'at least one range',
);

/** What JavaScript may say of a cluster that Cluster API makes. */
export const managedClusterShape = fieldsOf<ManagedClusterProps>({
  cluster,
  clusterClass,
  'version?': text,
  'controlPlaneReplicas?': wholeNumberFrom(1),
  'poolClasses?': mapOf(dnsLabel),
  'network?': fields({ pods: ranges, services: ranges }),
});
