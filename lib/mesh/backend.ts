import type { ClusterFacts } from '../fleet/cluster-facts';
import type { EmittedManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import type { WorkloadModel } from '../model/workload-model';
import type { MeshModel, TrafficModel } from './mesh-model';

/**
 * What turns a cluster's mesh model into manifests for one product.
 *
 * A new backend is a folder with one emitter file a kind, and one line in `backends.ts`. It takes the model apart
 * completely. Everything that needs a decision is in `resolve`: what it cannot express is refused there (see `refuse.ts`),
 * never while it emits.
 */
export interface MeshBackend<Resolved> {
  /**
   * Whether proxies show the metrics of their workload on a port of their own: then who scrapes them asks the workload
   * for nothing, and need not be part of the mesh.
   *
   * @default false
   */
  readonly metricsFromProxy?: boolean;
  /**
   * Whether it can leave the weights of its routes to a rollout, which moves them from one version of a workload to the next.
   *
   * @default false: such a rollout is refused
   */
  readonly leavesWeights?: boolean;
  /**
   * Keeps the routes, splits and mirrors of a policy that it can make, and reports the others. Connections follow what is
   * left, and with them authorization and network policies: nothing is opened for a route that nobody makes.
   */
  readonly supportedRoutes: (
    traffic: TrafficModel,
    model: ClusterModel,
    enrolled: ReadonlySet<WorkloadModel>,
  ) => TrafficModel;
  /**
   * Decides what there is to emit, reports what it cannot express, and leaves what other capabilities must know: labels
   * and annotations on their objects, ports that must stay open. Network policies resolve after it.
   */
  readonly resolve: (mesh: MeshModel, model: ClusterModel) => Resolved;
  /** Makes the objects of the mesh. Everything is decided: it sees nothing that it could report to. */
  readonly emit: (resolved: Resolved) => Iterable<EmittedManifest>;
}

/** A backend whose resolved model is its own affair. */
export interface LoadedMeshBackend extends Pick<
  MeshBackend<unknown>,
  'metricsFromProxy' | 'leavesWeights' | 'supportedRoutes'
> {
  /** Resolves, and hands what was resolved to `emit`, once everything else has resolved. */
  readonly resolve: (mesh: MeshModel, model: ClusterModel) => () => Iterable<EmittedManifest>;
}

/** A backend in the list of all, of which only those are loaded that a cluster needs. */
export interface ListedMeshBackend {
  /** Name for messages: `istio-sidecar`. */
  readonly name: string;
  /** Whether it is the one for a cluster. Exactly one backend, or none, serves a cluster. */
  readonly serves: (cluster: ClusterFacts) => boolean;
  /** The backend itself, whose modules are evaluated when it is first asked for. */
  readonly load: () => LoadedMeshBackend;
}

/** Makes a backend one that a list can hold, beside others with resolved models of other types. */
export function meshBackend<Resolved>({ resolve, emit, ...backend }: MeshBackend<Resolved>): LoadedMeshBackend {
  return {
    ...backend,
    resolve(mesh, model) {
      const resolved = resolve(mesh, model);
      return () => emit(resolved);
    },
  };
}
