/** Whoever empties a folder by mistake does not empty the cluster, and two Applications never fight over an object. */
export function syncPolicy(ignores: boolean) {
  return {
    automated: { prune: true, selfHeal: true, allowEmpty: false },
    syncOptions: [
      'ApplyOutOfSyncOnly=true',
      'FailOnSharedResource=true',
      'PruneLast=true',
      'ServerSideApply=true',
      ...(ignores ? ['RespectIgnoreDifferences=true'] : []),
    ],
    retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}
