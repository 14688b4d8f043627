import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { ReachabilityAnswer } from './answer';
import { assumptionsOf } from './assumptions';
import { compareReachability, mostCompared, type ComparedTree, type ReachabilityDifference } from './difference';
import { exposureOf, type Exposure } from './exposure';
import type { AskedRequest } from '../mesh/request-match';
import type { NetworkConnection } from './network-connection';
import { listConnections, type ConnectionFilter } from './connections';
import { countedConnections } from './counted-connections';
import { MalformedPolicies, type PolicyProblem } from '../policies/policy-problem';
import type { ReachabilityOptions } from './reachability-options';
import { buildModel, readMesh, readTree, type ReachabilityInput, type ReachabilityModel } from './reachability-model';
import type { WorkloadNode } from '../space/workload-node';

/**
 * Computes what may talk to what in a cluster that runs exactly these manifests.
 *
 * @throws MalformedPolicies where a policy is not one that an API server would take
 */
export function reachability(manifests: ManifestSet, options: ReachabilityOptions = {}): Reachability {
  const tree = readTree(manifests);
  const model = buildModel(options.layer === 'network' ? tree : readMesh(manifests, tree, options.mesh), options);
  if (model.problems.length > 0) throw new MalformedPolicies(model.problems);
  return new Reachability(model);
}

/**
 * The same for checks of network policies, which judge trees with malformed policies too: what is readable of them counts, and `problems`
 * says what is not. Computed once for a tree.
 */
export function tolerantReachability(manifests: ManifestSet, options: ReachabilityOptions = {}): Reachability {
  return tolerantReachabilityOf(manifests.outlines)(options);
}

/** What the outlines of a tree say about reachability, read once: nothing else of a workload matters to it. */
export function treeInput(manifests: ManifestSet): ReachabilityInput {
  return inputOf(manifests.outlines);
}

const inputOf = perManifestSet(readTree);

const tolerantReachabilityOf = perManifestSet((manifests) => {
  const input = inputOf(manifests);
  const byText = new Map<string, Reachability>();
  const known = new WeakMap<ReachabilityOptions, Reachability>();
  return (options: ReachabilityOptions): Reachability => {
    let found = known.get(options);
    if (found === undefined) {
      const text = JSON.stringify(options);
      found = byText.get(text) ?? new Reachability(buildModel(input, options));
      byText.set(text, found);
      known.set(options, found);
    }
    return found;
  };
});

/** What may talk to what, and why. */
export class Reachability {
  constructor(readonly model: ReachabilityModel) {}

  /** Everything that pods run in the tree, sorted by namespace and name. */
  get workloads(): readonly WorkloadNode[] {
    return this.model.workloads;
  }

  /** What is wrong with the policies; empty unless they were read with tolerance. */
  get problems(): readonly PolicyProblem[] {
    return this.model.problems;
  }

  /** What every answer takes for granted. To be printed with each. */
  get assumptions(): readonly string[] {
    return assumptionsOf(this.model);
  }

  /** Every connection between workloads, from and to the outside, and from ingress controllers; sorted. */
  connections(filter: ConnectionFilter = {}): readonly NetworkConnection[] {
    return [...listConnections(this.model, filter)];
  }

  /**
   * The same, one after the other instead of all at once.
   *
   * @throws TooManyConnections where there are more than `most`, before the first of them
   */
  eachConnection(filter: ConnectionFilter = {}, most?: number): Iterable<NetworkConnection> {
    return countedConnections(() => listConnections(this.model, filter), most);
  }

  /**
   * Whether one end reaches another, and which rules decide it. An end is `namespace/name`, `Kind namespace/name`, a
   * namespace, a kind, an address, a CIDR range, or `ingress-controller`. Where a mesh is asked, too, the question may be
   * about one request, and about a client that shows another identity than its own.
   *
   * @throws where no workload has that name
   */
  between(
    from: string | undefined,
    to: string,
    asked: AskedRequest & { readonly identity?: string } = {},
  ): ReachabilityAnswer {
    return new ReachabilityAnswer(this.model, { to, ...asked, ...(from === undefined ? {} : { from }) });
  }

  /** What each workload may reach, or be reached from, that is not in the manifests. */
  exposure(): readonly Exposure[] {
    return exposureOf(this.model);
  }

  /**
   * What changes for users of the network when this tree takes the place of another.
   *
   * @throws TooManyConnections where one of them has more than can be compared in a few seconds
   */
  diff(base: Reachability): ReachabilityDifference {
    return compareReachability(comparedTree(base), comparedTree(this));
  }
}

function comparedTree(reachability: Reachability): ComparedTree {
  return { workloads: reachability.workloads, connections: [...reachability.eachConnection({}, mostCompared)] };
}
