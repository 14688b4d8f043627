import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import type { CapabilityName } from './capability-name';
import type { ClusterModel, ResolvedCluster } from './cluster-model';
import type { ObjectOwner } from './object-owner';

/** A manifest on its way to the tree. */
export interface ChartManifest extends LocatedManifest {
  readonly origin: string;
  /** Chart that it belongs to: its file in a file-per-chart layout. */
  readonly chart: string;
  /** Folder of its file in the tree of its cluster. @default its namespace, or `_cluster` */
  readonly folder?: string;
  /** What its file has to be to the byte, as one that is encrypted as a whole: nothing may be changed of it. */
  readonly encrypted?: EncryptedFile;
}

/** A file that was encrypted before the synth. */
export interface EncryptedFile {
  readonly text: string;
  /** What the text says. */
  readonly manifest: Manifest;
}

/**
 * A manifest as an emitter makes it: with the labels that selectors and controllers look for, if any. Those of its owner
 * are added to it later, in one place for all emitters.
 */
export interface EmittedManifest extends ChartManifest {
  readonly objectLabels: ObjectOwner['objectLabels'];
}

/** Reads what another capability resolved. Throws for one that is not among the `needs` of the reader. */
export type Needed = <M>(name: CapabilityName<M>) => M;

/**
 * One thing that the library knows how to do for a whole cluster: workloads, network policies, a mesh.
 *
 * Every capability resolves before any of them emits. `resolve` decides and reports everything: defaults, names,
 * conflicts, what cannot be expressed. `emit` only writes down what was resolved: the cluster that it is given takes
 * no report, no connection and no contribution.
 */
export interface Capability<M> {
  /** Its name, and with it the type of what it resolves. */
  readonly name: CapabilityName<M>;
  /** Capabilities whose resolved model it reads, through `needed`. They resolve before it. @default none */
  readonly needs?: readonly CapabilityName<unknown>[];
  /**
   * Names of capabilities that read what it leaves in the cluster model: connections, needs, claims. They resolve
   * after it.
   *
   * @default none
   */
  readonly feeds?: readonly string[];
  /** Fills in every default and reports every conflict. */
  readonly resolve: (model: ClusterModel, needed: Needed) => M;
  /** Turns what was resolved into manifests. @default nothing is made */
  readonly emit?: (resolved: M, cluster: ResolvedCluster) => Iterable<EmittedManifest>;
}

/** Makes the manifests of what was resolved. */
export type Emission = (cluster: ResolvedCluster) => Iterable<EmittedManifest>;

/** A capability in a list of several, each with a model of its own type. */
export interface ListedCapability {
  readonly name: string;
  /** Names of those that resolve before it. */
  readonly needs: readonly string[];
  /** Names of those that resolve after it. */
  readonly feeds: readonly string[];
  readonly resolve: (model: ClusterModel) => Emission;
}

/** Makes a capability one of a list: what it resolved goes to its own `emit`, and by name to those that need it. */
export function listCapability<M>({
  name,
  needs = [],
  feeds = [],
  resolve,
  emit = () => [],
}: Capability<M>): ListedCapability {
  return {
    name: name.name,
    needs: needs.map((needed) => needed.name),
    feeds,
    resolve(model) {
      const resolved = resolve(model, (needed) => {
        if (needs.some((other) => other.name === needed.name)) return needed.in(model);
        throw new Error(`capability ${name.name}: needs: Required value: "${needed.name}": it is read in resolve`);
      });
      name.resolved(model, resolved);
      return (cluster) => emit(resolved, cluster);
    },
  };
}
