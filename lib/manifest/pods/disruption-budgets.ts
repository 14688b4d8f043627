import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import { parseLabelSelector, type LabelSelector } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import { outlineOf } from './outline';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import type { PodTemplate } from './pod-template';
import { replicasOf, replicasSelectedBy } from './replicas-selected';
import { extentOf } from './selected-pods';

/** The pods of the tree that a PodDisruptionBudget protects; undefined where its selector cannot be read. */
export function budgetedPods(manifests: ManifestSet, budget: LocatedManifest): readonly PodTemplate[] | undefined {
  const selector = selectorOf(budget);
  return selector === undefined ? undefined : replicasSelectedBy(manifests, namespaceOf(budget.manifest), selector);
}

function selectorOf({ manifest }: LocatedManifest): LabelSelector | undefined {
  return parseLabelSelector(Field.root(manifest).at('spec', 'selector').value);
}

/** The budgets of a tree that protect the pods of a workload, in the order of the tree. */
export function budgetsOf(manifests: ManifestSet, workload: LocatedManifest): readonly LocatedManifest[] {
  return budgetsByWorkload(manifests.outlines).get(outlineOf(workload)) ?? [];
}

const budgetsByWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly LocatedManifest[]> => {
  const byWorkload = new Map<LocatedManifest, LocatedManifest[]>();
  for (const budget of manifests.ofKind('policy', 'PodDisruptionBudget')) {
    const selector = selectorOf(budget);
    if (selector === undefined) continue;
    for (const pod of manifests.podsSelectedBy(namespaceOf(budget.manifest), selector)) {
      // A budget for one replica leaves the others without.
      if (extentOf([selector], pod, replicasOf(manifests, pod)) === 'all') appendTo(byWorkload, pod.owner, budget);
    }
  }
  return byWorkload;
});
