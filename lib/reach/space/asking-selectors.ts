import { appendTo } from '../../manifest/objects/append-to';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import { keysOf, labelsOfAnyPod } from '../../manifest/pods/added-labels';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { requirementsOf } from '../../manifest/pods/selects-pod';
import type { NamedSelector } from './named-selector';

/** Finds the selectors of a tree that ask for labels which controllers put on pods: mostly there are none. */
export class AskingSelectors {
  private readonly byKey = new Map<string, NamedSelector[]>();

  constructor(selectors: readonly NamedSelector[]) {
    for (const selector of selectors) {
      for (const key of new Set(requirementsOf(selector.selection.pods).map((requirement) => requirement.key)))
        appendTo(this.byKey, key, selector);
    }
  }

  /** Those that may be about pods of a workload. */
  about({ namespace, pods }: { readonly namespace: string; readonly pods: readonly PodTemplate[] }): LabelSelector[] {
    const keys = new Set([...labelsOfAnyPod, ...pods.flatMap(({ added }) => keysOf(added))]);
    const found = [...keys].flatMap((key) => this.byKey.get(key) ?? []);
    return [...new Set(found)]
      .filter(({ selection: { namespaces } }) => typeof namespaces !== 'string' || namespaces === namespace)
      .map(({ selection }) => selection.pods);
  }
}
