import type { ApplicationSpec } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { OwnedField } from '../../model/ownership';
import type { SyncedCluster } from '../engine';
import type { SyncUnit } from '../sync-unit';
import { ignoreDifferences } from './ignore-differences';
import { thisCluster } from './this-cluster';

/** One folder of the tree, kept as it is committed. */
export function emitApplication(unit: SyncUnit, wave: number, synced: SyncedCluster<ArgoCdFacts>): Manifest {
  const ignored = ignoreDifferences(leftOf(unit, synced.leftToControllers));
  const spec: Plain<ApplicationSpec> = {
    project: unit.name,
    source: sourceOf(unit.folder, synced),
    destination: { server: thisCluster, namespace: unit.namespace ?? synced.facts.namespace },
    syncPolicy: syncPolicy(ignored.length > 0),
    ...(ignored.length === 0 ? {} : { ignoreDifferences: ignored }),
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: unit.name,
      namespace: synced.facts.namespace,
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
    },
    spec,
  };
}

/** The Application of all Applications: applied once by hand, it keeps the others, and itself. */
export function emitRootApplication(name: string, { facts, ...synced }: SyncedCluster<ArgoCdFacts>): Manifest {
  const spec: Plain<ApplicationSpec> = {
    project: name,
    source: sourceOf(facts.namespace, { facts, ...synced }),
    destination: { server: thisCluster, namespace: facts.namespace },
    syncPolicy: syncPolicy(false),
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: facts.namespace },
    spec,
  };
}

function sourceOf(folder: string, { facts: { repository }, path }: SyncedCluster<ArgoCdFacts>) {
  return { repoURL: repository.url, targetRevision: repository.revision, path: `${path}/${folder}` };
}

/** Whoever empties a folder by mistake does not empty the cluster, and two Applications never fight over an object. */
function syncPolicy(ignores: boolean) {
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

function leftOf({ manifests }: SyncUnit, fields: readonly OwnedField[]): readonly OwnedField[] {
  const own = new Set(manifests.map(({ manifest }) => identityKey(identityOf(manifest))));
  return fields.filter(({ object }) => own.has(identityKey(object)));
}
