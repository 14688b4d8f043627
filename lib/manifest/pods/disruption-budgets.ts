import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import { parseLabelSelector } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import type { PodTemplate } from './pod-template';

/** The pods of the tree that a PodDisruptionBudget protects; undefined where its selector cannot be read. */
export function budgetedPods(manifests: ManifestSet, budget: LocatedManifest): readonly PodTemplate[] | undefined {
  const { manifest } = budget;
  const selector = parseLabelSelector(Field.root(manifest).at('spec', 'selector').value);
  return selector === undefined ? undefined : manifests.podsSelectedBy(namespaceOf(manifest), selector);
}

/** The budgets of a tree that protect the pods of a workload, in the order of the tree. */
export function budgetsOf(manifests: ManifestSet, workload: LocatedManifest): readonly LocatedManifest[] {
  return budgetsByWorkload(manifests).get(workload) ?? [];
}

const budgetsByWorkload = perManifestSet((manifests): ReadonlyMap<LocatedManifest, readonly LocatedManifest[]> => {
  const byWorkload = new Map<LocatedManifest, LocatedManifest[]>();
  for (const budget of manifests.ofKind('policy', 'PodDisruptionBudget')) {
    for (const { owner } of budgetedPods(manifests, budget) ?? []) {
      appendTo(byWorkload, owner, budget);
    }
  }
  return byWorkload;
});
