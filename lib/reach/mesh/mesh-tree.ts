import type { MeshFacts } from '../../fleet/mesh-facts';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { AddressRange } from '../../manifest/network/address-range';
import type { PodIndex } from '../space/pod-index';
import type { PolicyProblem } from '../policies/policy-problem';
import type { WorkloadNode } from '../space/workload-node';
import type { Enrolment } from './enrolment';
import type { MeshMember } from './mesh-client';
import type { ServerPolicy } from './mesh-policy';
import type { Outbound, OutboundTarget } from './outbound';

/** What the reader of a product is given: a tree, and which of its workloads are in the mesh. */
export interface MeshTree {
  readonly manifests: ManifestSet;
  readonly workloads: readonly WorkloadNode[];
  /** How each workload takes part; undefined for those outside. */
  readonly enrolments: readonly (Enrolment | undefined)[];
  readonly facts: MeshFacts | undefined;
  /** Positions of the workloads that a selection takes. */
  readonly select: PodIndex['select'];
}

/** What a product's policies mean. A new mesh is a reader, and a line in `mesh-readers.ts`. */
export interface MeshReader {
  readonly product: Enrolment['product'];
  readonly read: (tree: MeshTree) => MeshReading;
}

export interface MeshReading {
  readonly problems: readonly PolicyProblem[];
  /** What a pod with a service account is called; the name of the workload where an account does not decide it. */
  readonly memberOf: (namespace: string, serviceAccount: string, workload?: number) => MeshMember;
  /** What holds for each enrolled workload; workloads for which the same holds share one. */
  readonly policyOf: (workload: number) => ServerPolicy;
  /** What a workload's own side of the mesh makes of what it sends; nothing where left out. */
  readonly outbound?: (source: number, target: OutboundTarget) => Outbound;
  /** Hosts outside that a workload may send to by their name, where it may not send to every address. */
  readonly hostsOf?: (source: number) => readonly string[];
  /** Blocks of addresses outside the cluster that some rule distinguishes. */
  readonly ranges: readonly AddressRange[];
  /** What answers take for granted of this mesh. */
  readonly assumptions: readonly string[];
}

/** Positions of workloads with these labels, in one namespace or in all. */
export function workloadsSelected(
  { select, workloads }: MeshTree,
  namespace: string | undefined,
  pods: LabelSelector,
): readonly number[] {
  return select({ namespaces: namespace ?? {}, pods }).filter((i) => i < workloads.length);
}
