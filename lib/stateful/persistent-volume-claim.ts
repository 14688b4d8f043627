import type { Manifest } from '../manifest/objects/manifest';
import { emitClaimSpec } from './claim-template';
import type { ManagedVolumeClaim } from './volume-claim';
import type { StoreModel } from './store-model';

/** What keeps GitOps engines from deleting data with an object that left the tree. */
const pruneGuards = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
} as const;

/** The claims of a store that are objects of the tree, under the names that its StatefulSet looks for. */
export function emitPersistentVolumeClaims({ intent, cluster }: StoreModel): Manifest[] {
  const { context, labels, workload, members, managedClaims } = intent;
  if (Object.keys(managedClaims).length === 0) return [];
  const ordinals = members.ordinals();
  return Object.entries(managedClaims).flatMap(([template, claim]) =>
    members.claims(template).map((name, index) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: context.metadata(name, {
        labels: { ...labels, ...workload.selectorLabels },
        annotations: pruneGuards,
      }),
      spec: { ...emitClaimSpec(claim, claim.size, cluster), ...dataSource(claim, ordinals[index] ?? 0) },
    })),
  );
}

function dataSource({ snapshot }: ManagedVolumeClaim, ordinal: number) {
  if (snapshot === undefined) return {};
  return {
    dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshot(ordinal) },
  };
}
