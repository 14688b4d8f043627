import type { ClusterFacts } from '../fleet/cluster-facts';
import type { EmittedManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import type { MeshModel } from './mesh-model';

/**
 * What turns a cluster's mesh model into manifests for one product.
 *
 * A new backend is a folder with one emitter file a kind, and one line in `backends.ts`. It takes the model apart
 * completely; what it cannot express it refuses (see `refuse.ts`).
 */
export interface MeshBackend {
  /** Name for messages: `istio-sidecar`. */
  readonly name: string;
  /** Whether it is the one for a cluster. Exactly one backend, or none, serves a cluster. */
  readonly serves: (cluster: ClusterFacts) => boolean;
  /**
   * Whether proxies show the metrics of their workload on a port of their own: then who scrapes them asks the workload
   * for nothing, and need not be part of the mesh.
   *
   * @default false
   */
  readonly metricsFromProxy?: boolean;
  /** Leaves what other capabilities must know: labels and annotations on their objects, ports that must stay open. */
  readonly prepare: (mesh: MeshModel, model: ClusterModel) => void;
  /** Makes the objects of the mesh, after every capability has prepared; reports what it cannot express. */
  readonly emit: (mesh: MeshModel, model: ClusterModel) => Iterable<EmittedManifest>;
}
