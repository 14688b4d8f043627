import type { WorkloadNode } from './workload-node';

/** `Deployment boutique/cart`, as explanations and messages name a workload. */
export function workloadName({ kind, namespace, name }: Pick<WorkloadNode, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}
