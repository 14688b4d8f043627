import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { SyncedCluster } from '../engine';

/** The API server of the cluster that Argo CD runs in, as Argo CD calls it. */
export const thisCluster = 'https://kubernetes.default.svc';

/** Where the objects of a synced cluster go: by its name, where it is not the one that Argo CD runs in. */
export function destinationOf({
  facts: { destination },
  cluster,
  hub,
}: SyncedCluster<ArgoCdFacts>): { readonly server: string } | { readonly name: string } {
  if (hub === undefined) return { server: thisCluster };
  return destination ?? { name: cluster };
}
