import type { NodeTerm, Pod } from '../demand/pod';
import type { Node } from '../nodes/node';
import { fulfils } from '../nodes/requirement';
import { isUnsaid } from '../nodes/unsaid-labels';
import { tolerates, untoleratedTaint } from '../nodes/taint';
import type { Refusal } from './refusal';

/** A filter of the scheduler whose answer does not depend on the pods that are placed already. */
type StaticFilter = (pod: Pod, node: Node) => Refusal | undefined;

/** The first filter that refuses a node for good. */
export function staticRefusal(pod: Pod, node: Node): Refusal | undefined {
  for (const filter of staticFilters) {
    const refusal = filter(pod, node);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const nodeName: StaticFilter = (pod, node) =>
  pod.nodeName === undefined || pod.nodeName === node.name
    ? undefined
    : { filter: 'NodeName', message: "node(s) didn't match the requested node name" };

const nodeUnschedulable: StaticFilter = (pod, node) => {
  if (pod.nodeName !== undefined) return undefined;
  const taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
  return !node.unschedulable || pod.tolerations.some((toleration) => tolerates(toleration, taint))
    ? undefined
    : { filter: 'NodeUnschedulable', message: 'node(s) were unschedulable' };
};

const taintToleration: StaticFilter = (pod, node) => {
  // A kubelet asks for the taints alone that drive pods away.
  const taints = pod.nodeName === undefined ? node.taints : node.taints.filter(({ effect }) => effect === 'NoExecute');
  const taint = untoleratedTaint(taints, pod.tolerations);
  return taint === undefined
    ? undefined
    : { filter: 'TaintToleration', message: `node(s) had untolerated taint {${taint.key}: ${taint.value}}` };
};

const nodeAffinity: StaticFilter = (pod, node) =>
  matchesNodeAffinity(pod, node)
    ? undefined
    : { filter: 'NodeAffinity', message: "node(s) didn't match Pod's node affinity/selector" };

/** Where a volume is, or may be made. */
const volumeBinding: StaticFilter = ({ volumeTerms = [] }, node) =>
  volumeTerms.every((terms) => matchesTerms(terms, node))
    ? undefined
    : { filter: 'VolumeBinding', message: 'node(s) had volume node affinity conflict' };

const staticFilters: readonly StaticFilter[] = [
  nodeName,
  nodeUnschedulable,
  taintToleration,
  nodeAffinity,
  volumeBinding,
];

/** Whether a node has, or may have, the labels that a pod selects and requires. */
export function matchesNodeAffinity({ nodeSelector, nodeAffinity: terms }: Pod, node: Node): boolean {
  const selected = Object.entries(nodeSelector).every(
    ([key, value]) => node.labels[key] === value || isUnsaid(key, node),
  );
  return selected && (terms === undefined || matchesTerms(terms, node));
}

/** Whether one of some terms holds for a node. */
function matchesTerms(terms: readonly NodeTerm[], node: Node): boolean {
  const names = { 'metadata.name': node.name };
  return terms.some(
    (term) =>
      term.labels.length + term.names.length > 0 &&
      term.labels.every((requirement) => isUnsaid(requirement.key, node) || fulfils(requirement, node.labels)) &&
      term.names.every((requirement) => fulfils(requirement, names)),
  );
}
