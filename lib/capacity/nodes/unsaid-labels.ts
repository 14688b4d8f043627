import type { NodeTerm, Pod } from '../demand/pod';
import type { Node } from './node';

/** Domains of labels that Kubernetes, its drivers and its providers put on nodes. */
const domains = [
  'kubernetes.io',
  'k8s.io',
  'k8s.aws',
  'karpenter.sh',
  'csi.aws.com',
  'amazonaws.com',
  'cloud.google.com',
  'gke.io',
  'azure.com',
] as const;

/** Whether a node may have a label that nobody says: those of a pool are more than its facts name. */
export function isUnsaid(key: string, { labels, mayHaveMore = false }: Pick<Node, 'labels' | 'mayHaveMore'>): boolean {
  if (!mayHaveMore || Object.hasOwn(labels, key)) return false;
  const domain = key.slice(0, Math.max(0, key.indexOf('/')));
  return domains.some((known) => domain === known || domain.endsWith(`.${known}`));
}

/** A label that decides about a pod, and a node of which nobody says it; undefined where there is none. */
export function unsaidLabel(
  { nodeSelector, nodeAffinity = [], volumeTerms = [] }: Pod,
  nodes: readonly Node[],
): { readonly key: string; readonly node: Node } | undefined {
  const ofTerms = (terms: readonly NodeTerm[]) => terms.flatMap(({ labels }) => labels.map(({ key }) => key));
  const keys = new Set([...Object.keys(nodeSelector), ...ofTerms(nodeAffinity), ...volumeTerms.flatMap(ofTerms)]);
  for (const key of keys) {
    const node = nodes.find((each) => isUnsaid(key, each));
    if (node !== undefined) return { key, node };
  }
  return undefined;
}
