import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Policy } from './policy';
import type { PolicyProblem } from './policy-problem';
import { PolicyReader } from './policy-reader';
import { readAdminNetworkPolicy, readBaselineAdminNetworkPolicy } from './read-admin-network-policy';
import { readCiliumNetworkPolicy } from './read-cilium-network-policy';
import { readClusterNetworkPolicy } from './read-cluster-network-policy';
import { readNetworkPolicy } from './read-network-policy';

/** The kinds that decide what the network lets through, and how each is read. */
export const policyKinds: readonly PolicyKind[] = [
  { group: 'cilium.io', kind: 'CiliumClusterwideNetworkPolicy', read: amongOthers(readCiliumNetworkPolicy) },
  { group: 'cilium.io', kind: 'CiliumNetworkPolicy', read: amongOthers(readCiliumNetworkPolicy) },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy', read: alone(readNetworkPolicy) },
  { group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy', read: alone(readAdminNetworkPolicy) },
  {
    group: 'policy.networking.k8s.io',
    kind: 'BaselineAdminNetworkPolicy',
    read: alone(readBaselineAdminNetworkPolicy),
  },
  { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy', read: alone(readClusterNetworkPolicy) },
];

export interface PolicyKind {
  readonly group: string;
  readonly kind: string;
  /** What the manifests have beside it matters where a policy names Services. */
  readonly read: (source: LocatedManifest, manifests: ManifestSet) => PoliciesRead;
}

export interface PoliciesRead {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
}

/** Every policy of a tree in one form, and what is wrong with them. */
export function readPolicies(manifests: ManifestSet): PoliciesRead {
  const read = policyKinds.flatMap((kind) =>
    manifests.ofKind(kind.group, kind.kind).map((source) => kind.read(source, manifests)),
  );
  const policies = read.flatMap((each) => each.policies).sort(byOrder);
  const problems = [
    ...read.flatMap((each) => each.problems),
    ...repeatedNames(policies),
    ...repeatedPriorities(policies),
  ];
  return { policies, problems };
}

/** One policy object in that form; nothing for another kind. */
export function readPolicy(source: LocatedManifest, manifests: ManifestSet): PoliciesRead {
  const { apiVersion, kind } = source.manifest;
  const found = policyKinds.find((known) => known.kind === kind && apiVersion.startsWith(`${known.group}/`));
  return found === undefined ? { policies: [], problems: [] } : found.read(source, manifests);
}

function amongOthers(read: (reader: PolicyReader, manifests: ManifestSet) => readonly Policy[]): PolicyKind['read'] {
  return (source, manifests) => {
    const reader = new PolicyReader(source);
    return { policies: read(reader, manifests), problems: reader.problems };
  };
}

/** What nothing but the object decides is read once, however many ask. */
function alone(read: (reader: PolicyReader) => Policy): PolicyKind['read'] {
  return (source) => {
    let known = readAlone.get(source);
    if (known === undefined) {
      const reader = new PolicyReader(source);
      known = { policies: [read(reader)], problems: reader.problems };
      readAlone.set(source, known);
    }
    return known;
  };
}

const readAlone = new WeakMap<LocatedManifest, PoliciesRead>();

/** Of two objects with one identity, the cluster keeps the one that is applied last. */
function repeatedNames(policies: readonly Policy[]): readonly PolicyProblem[] {
  const first = new Map<string, LocatedManifest>();
  return policies.flatMap(({ name, source }) => {
    const other = first.get(name) ?? source;
    first.set(name, other);
    if (other === source) return [];
    const where = other.file ?? other.origin;
    return {
      object: source,
      path: 'metadata.name',
      message: `Duplicate value: "${source.manifest.metadata.name ?? ''}": the cluster keeps one of them${where === undefined ? '' : `, and another is in ${where}`}`,
      fix: 'rename one of them, or leave one out of what is read',
    };
  });
}

/**
 * Of two AdminNetworkPolicies with one priority, either may be asked first: no answer would hold. ClusterNetworkPolicies
 * may share one where they agree, which is judged when it is known whom they name.
 */
function repeatedPriorities(policies: readonly Policy[]): readonly PolicyProblem[] {
  const first = new Map<string, Policy>();
  return policies.flatMap((policy) => {
    const { kind } = policy.source.manifest;
    if (policy.tier === 'network' || kind === 'ClusterNetworkPolicy') return [];
    const key = `${kind} ${policy.priority}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, policy);
      return [];
    }
    const baseline = kind === 'BaselineAdminNetworkPolicy';
    return {
      object: policy.source,
      path: baseline ? 'metadata.name' : 'spec.priority',
      message: baseline
        ? `Forbidden: the cluster has another BaselineAdminNetworkPolicy, ${other.name}`
        : `Duplicate value: ${policy.priority}: ${other.name} has it too, and either may be asked first`,
      fix: baseline ? 'join their rules in one policy' : 'give each policy a priority of its own',
    };
  });
}

function byOrder(a: Policy, b: Policy): number {
  return a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
