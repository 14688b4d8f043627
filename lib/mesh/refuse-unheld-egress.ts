import type { ClusterModel } from '../model/cluster-model';
import { meshSettings } from '../model/mesh-policy';
import { cannotExpress } from './refuse';

/**
 * Reports namespaces that nothing holds to their declared connections although that was asked for, where network policies
 * alone hold pods back: a namespace that is not isolated has none.
 */
export function refuseUnheldEgress(model: ClusterModel, backend: string | undefined): void {
  for (const { settings, origin } of meshSettings.in(model)) {
    if (settings.egress !== 'declared') continue;
    for (const { name, isolated } of model.namespaces.values()) {
      if (isolated) continue;
      model.report({
        id: 'unsupported-mesh-intent',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Namespace', name },
        path: 'mesh.egress',
        message: cannotExpress(
          model,
          backend,
          `network policies alone hold pods back, and namespace ${name} has none as it is not isolated`,
        ),
        fix: `isolate namespace ${name} (isolated: true)`,
        origin,
      });
    }
  }
}
