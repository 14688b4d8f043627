import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { matchesSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { PodSelection } from '../../reach/policies/policy';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import { readPolicy } from '../../reach/policies/read-policies';
import type { Reachability } from '../../reach/questions/reachability';
import type { Check, CheckContext } from '../check';
import { clusterReachability } from '../cluster-reachability';
import type { Problem } from '../finding';
import { perhapsSelected } from '../perhaps-selected';
import { gatewayPods } from './gateway-pods';
import { policyCheckKinds } from './policy-check-kinds';
import { selectsPodsAt } from './selects-pods-at';

/** A policy selects some pod of the tree, and so does each of its peers that stands for pods of a namespace in the tree. */
export const requirePolicyPeers: Check = {
  id: 'require-policy-peers',
  severity: 'warning',
  profile: 'baseline',
  why: 'A peer that matches nothing lets nothing pass, or stops nothing: mostly a label or a namespace is misspelt.',
  assumptions: [
    'a namespace of the tree has no other pods than those of the tree, of its Gateways and of the known infrastructure',
  ],
  kinds: policyCheckKinds,
  run: function* (object, context) {
    const { manifests } = context;
    const reachability = clusterReachability(context);
    // `require-network-policy-pods` judges what a NetworkPolicy selects in its own namespace.
    const judged = object.manifest.kind === 'NetworkPolicy';
    for (const { name, subject, subjectPath, rules } of readPolicy(object, manifests).policies) {
      if (!judged) yield* judge(subject, name, subjectPath, object, reachability, context);
      for (const { peers } of [...rules.ingress, ...rules.egress]) {
        for (const peer of peers) {
          if (peer.kind !== 'pods' || peer.rest === true || (judged && typeof peer.selection.namespaces === 'string'))
            continue;
          yield* judge(peer.selection, name, peer.path, object, reachability, context);
        }
      }
    }
  },
};

function* judge(
  selection: PodSelection,
  policy: string,
  path: string,
  object: LocatedManifest,
  { model }: Reachability,
  { manifests, cluster: { network } }: CheckContext,
): Iterable<Problem> {
  if (model.space.index.select(selection).length > 0 || (isEmpty(selection.pods) && !isOfNoNamespace(selection, model)))
    return;
  const undecided = model.undecided.policies.find((one) => one.name === policy && one.path === path);
  if (undecided !== undefined) {
    yield perhapsSelected(path, undecided.reason.slice(`${policy} ${path}: `.length));
    return;
  }
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
  if (!isEmpty(selection.pods) && infrastructure.some(({ podLabels }) => matchesSelector(selection.pods, podLabels)))
    return;
  if (infrastructure.some((pods) => selectsPodsAt(selection, pods, model.namespaces.get(pods.namespace)))) return;
  if (gatewayPods(manifests).some((pods) => selectsPodsAt(selection, pods, model.namespaces.get(pods.namespace))))
    return;
  const name = formatIdentity(identityOf(object.manifest));
  if (namespaces.length === 0 && typeof wanted !== 'string' && isOfNoNamespace(selection, model)) {
    const named = Object.values(wanted.matchLabels ?? {}).find((value) => model.namespaces.has(value));
    yield {
      path,
      message: `Invalid value: ${written(wanted)}: no namespace of this tree has these labels`,
      fix:
        named === undefined
          ? 'select labels that the Namespaces have, or check the tree of that namespace together with this one'
          : `select the namespace by the label that every one has, ${namespaceNameLabel}: ${named}`,
      status: 'unproved',
    };
    return;
  }
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

/**
 * Whether a selection is for namespaces by labels that no namespace of the tree has, though the tree says what labels
 * they have. By name, it is plain that a namespace of another tree is meant.
 */
function isOfNoNamespace({ namespaces }: PodSelection, model: ReachabilityModel): boolean {
  if (typeof namespaces === 'string' || isEmpty(namespaces) || model.declaredNamespaces.size === 0) return false;
  const { matchLabels = {}, matchExpressions = [] } = namespaces;
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return (
    keys.some((key) => key !== namespaceNameLabel) &&
    ![...model.namespaces.values()].some((labels) => matchesSelector(namespaces, labels))
  );
}

const populations = new WeakMap<ReachabilityModel, ReadonlySet<string>>();

function populatedNamespaces(model: ReachabilityModel): ReadonlySet<string> {
  const known = populations.get(model) ?? new Set(model.workloads.map(({ namespace }) => namespace));
  populations.set(model, known);
  return known;
}

function written({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return JSON.stringify({
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  });
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
