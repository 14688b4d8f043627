import type { ApplicationSpecIgnoreDifferences } from '../../../imports/argoproj.io';
import type { Plain } from '../../manifest/objects/plain';

/** Whoever empties a folder by mistake does not empty the cluster, and two Applications never fight over an object. */
export function syncPolicy(ignored: readonly Plain<ApplicationSpecIgnoreDifferences>[]) {
  return {
    automated: { prune: true, selfHeal: true, allowEmpty: false },
    syncOptions: [
      'ApplyOutOfSyncOnly=true',
      'FailOnSharedResource=true',
      'PruneLast=true',
      'ServerSideApply=true',
      ...(canBeRespected(ignored) ? ['RespectIgnoreDifferences=true'] : []),
    ],
    retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}

/**
 * Whether a sync may put the live values of ignored fields into what it applies. Of a list in a custom resource it would take
 * all that is live, and what the tree says of the other items would never arrive (`normalizeTargetResources` in
 * `controller/sync.go` of v3.5.1). Fields that are left out of manifests do not need it: they are applied on the server's side.
 */
function canBeRespected(ignored: readonly Plain<ApplicationSpecIgnoreDifferences>[]): boolean {
  return ignored.length > 0 && ignored.every(({ jqPathExpressions }) => jqPathExpressions === undefined);
}
