import { formatIdentity, identityOf } from '../../manifest/object-identity';
import type { LabelSelector } from '../../manifest/label-selector';
import { matchesSelector } from '../../manifest/label-selector';
import type { LocatedManifest } from '../../manifest/manifest';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { PodSelection } from '../../reach/policy';
import type { ReachabilityModel } from '../../reach/reachability-model';
import { readPolicy } from '../../reach/read-policies';
import { tolerantReachability, type Reachability } from '../../reach/reachability';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { policyCheckKinds } from './policy-check-kinds';

/** A policy selects some pod of the tree, and so does each of its peers that stands for pods of a namespace in the tree. */
export const requirePolicyPeers: Check = {
  id: 'require-policy-peers',
  severity: 'warning',
  profile: 'baseline',
  why: 'A peer that matches nothing lets nothing pass, or stops nothing: mostly a label or a namespace is misspelt.',
  assumptions: ['a namespace of the tree has no other pods than those of the tree and of the known infrastructure'],
  kinds: policyCheckKinds,
  run: function* (object, { manifests, cluster }) {
    const reachability = tolerantReachability(manifests);
    // `require-network-policy-pods` judges what a NetworkPolicy selects in its own namespace.
    const judged = object.manifest.kind === 'NetworkPolicy';
    for (const { subject, subjectPath, rules } of readPolicy(object, manifests).policies) {
      if (!judged) yield* judge(subject, subjectPath, object, reachability, cluster.network);
      for (const { peers } of [...rules.ingress, ...rules.egress]) {
        for (const peer of peers) {
          if (peer.kind !== 'pods' || peer.rest === true || (judged && typeof peer.selection.namespaces === 'string'))
            continue;
          yield* judge(peer.selection, peer.path, object, reachability, cluster.network);
        }
      }
    }
  },
};

function* judge(
  selection: PodSelection,
  path: string,
  object: LocatedManifest,
  { model }: Reachability,
  network: NetworkFacts,
): Iterable<Problem> {
  if (model.space.index.select(selection).length > 0 || isEmpty(selection.pods)) return;
  const { namespaces: wanted } = selection;
  const populated = populatedNamespaces(model);
  const namespaces =
    typeof wanted === 'string'
      ? [wanted].filter((name) => populated.has(name))
      : [...populated].filter((name) => matchesSelector(wanted, model.namespaces.get(name) ?? {}));
  const infrastructure = [
    network.dns,
    ...(network.monitoring === undefined ? [] : [network.monitoring]),
    ...network.ingressControllers,
  ];
  if (infrastructure.some(({ podLabels }) => matchesSelector(selection.pods, podLabels))) return;
  const name = formatIdentity(identityOf(object.manifest));
  if (namespaces.length === 0) {
    yield {
      path,
      message: `${name} is about pods of a namespace that is not in this tree`,
      fix: 'check the tree of that namespace together with this one',
      status: 'unproved',
      severity: 'info',
    };
    return;
  }
  yield {
    path,
    message: `Invalid value: selects no pod in ${namespaces.sort().join(', ')}`,
    fix: 'select labels that the pods have, or remove it',
  };
}

const populations = new WeakMap<ReachabilityModel, ReadonlySet<string>>();

function populatedNamespaces(model: ReachabilityModel): ReadonlySet<string> {
  const known = populations.get(model) ?? new Set(model.workloads.map(({ namespace }) => namespace));
  populations.set(model, known);
  return known;
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
