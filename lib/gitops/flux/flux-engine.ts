import type { KustomizationSpec } from '../../../imports/kustomize.toolkit.fluxcd.io';
import { ignoresFields, type FluxDecryption, type FluxFacts } from '../../fleet/flux';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { rootName } from '../sync-unit';
import type { SyncedFolder } from '../synced-folder';
import { healthChecksOf } from './health-checks';
import { ignoreRules } from './ignore-rules';
import { emitTeamSync } from './team-sync';
import { emitTreeSource, treeSourceKind } from './tree-source';

/** Flux: one source, and a Kustomization for each folder, which waits for those before it. */
export const fluxEngine: GitOpsEngine<FluxFacts> = {
  name: 'flux',
  keeps: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
  // Flux labels every object with it.
  nameLimit: 63,
  emit: (synced) => [
    emitTreeSource(synced),
    ...synced.folders
      .filter(({ folder }) => folder !== synced.facts.namespace)
      .map((folder) => emitKustomization(folder, synced)),
    emitKustomization(
      { name: rootName(synced.cluster), folder: synced.facts.namespace, after: [], kinds: [], leftToControllers: [] },
      synced,
      // It has the other Kustomizations in it: waiting for them, it would wait for every workload.
      { wait: false },
    ),
    ...(synced.facts.teams ?? []).flatMap((team) => emitTeamSync(synced.cluster, team)),
  ],
};

function emitKustomization(
  folder: Pick<SyncedFolder, 'name' | 'folder' | 'after' | 'kinds' | 'leftToControllers'>,
  { cluster, path, facts }: SyncedCluster<FluxFacts>,
  { wait = true }: { readonly wait?: boolean } = {},
): Manifest {
  const { namespace, decryption, healthChecks } = facts;
  const ignore = ignoresFields(facts) ? ignoreRules(folder.leftToControllers) : [];
  const checks = wait ? healthChecksOf(folder, healthChecks) : [];
  const spec: Plain<KustomizationSpec> = {
    sourceRef: { kind: treeSourceKind(facts), name: rootName(cluster) },
    path: `./${path}/${folder.folder}`,
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    prune: true,
    ...(wait ? { wait } : {}),
    ...(checks.length === 0 ? {} : { healthCheckExprs: checks }),
    ...(ignore.length === 0 ? {} : { ignore: [...ignore] }),
    ...(decryption === undefined ? {} : { decryption: decryptionOf(decryption) }),
    ...(folder.after.length === 0 ? {} : { dependsOn: folder.after.map((other) => ({ name: other })) }),
  };
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: folder.name, namespace },
    spec,
  };
}

function decryptionOf({ secretName }: FluxDecryption): NonNullable<Plain<KustomizationSpec>['decryption']> {
  return { provider: 'sops', ...(secretName === undefined ? {} : { secretRef: { name: secretName } }) };
}
