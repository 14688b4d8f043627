import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ClusterModel } from './cluster-model';

/** A manifest on its way to the tree. */
export interface EmittedManifest extends LocatedManifest {
  readonly origin: string;
  /** Chart that it belongs to: its file in a file-per-chart layout. */
  readonly chart: string;
}

/**
 * One thing that the library knows how to do for a whole cluster: workloads, network policies, a mesh.
 *
 * All capabilities resolve before any of them emits, so that what one needs of another (a port that a mesh listens
 * on, a label that it wants on a namespace) is known when manifests are made.
 */
export interface Capability {
  readonly name: string;
  /** Fills in the model: defaults, conflicts, what other capabilities must know. */
  readonly resolve?: (model: ClusterModel) => void;
  /** Turns the model into manifests. */
  readonly emit?: (model: ClusterModel) => Iterable<EmittedManifest>;
}
