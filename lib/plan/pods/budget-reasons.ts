import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { budgetsOf } from '../../manifest/pods/disruption-budgets';

/** The budgets of a workload, as a rollout meets them: controllers do not ask them, drains of nodes do. */
export function budgetReasons(workload: LocatedManifest, manifests: ManifestSet): readonly string[] {
  return budgetsOf(manifests, workload).map(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const field = spec.at('maxUnavailable').isSet ? 'maxUnavailable' : 'minAvailable';
    const { name } = identityOf(manifest);
    return `PodDisruptionBudget ${name} (${field} ${spec.at(field).written}) does not slow the rollout down: its missing pods count against drains meanwhile`;
  });
}
