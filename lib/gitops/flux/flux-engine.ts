import type { KustomizationSpec } from '../../../imports/kustomize.toolkit.fluxcd.io';
import type { GitRepositorySpec } from '../../../imports/source.toolkit.fluxcd.io';
import type { FluxDecryption, FluxFacts } from '../../fleet/flux';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import { rootName } from '../sync-unit';
import type { SyncedFolder } from '../synced-folder';

/** Flux: one GitRepository, and a Kustomization for each folder, which waits for those before it. */
export const fluxEngine: GitOpsEngine<FluxFacts> = {
  name: 'flux',
  keeps: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
  // Flux labels every object with it.
  nameLimit: 63,
  emit: (synced) => [
    emitGitRepository(synced),
    ...synced.folders
      .filter(({ folder }) => folder !== synced.facts.namespace)
      .map((folder) => emitKustomization(folder, synced)),
    emitKustomization(
      { name: rootName(synced.cluster), folder: synced.facts.namespace, after: [] },
      synced,
      // It has the other Kustomizations in it: waiting for them, it would wait for every workload.
      { wait: false },
    ),
  ],
};

function emitGitRepository({
  cluster,
  path,
  facts: { namespace, repository, secretName },
}: SyncedCluster<FluxFacts>): Manifest {
  const spec: Plain<GitRepositorySpec> = {
    url: repository.url,
    ref: { [revisionKind(repository.revision)]: repository.revision },
    interval: '1m',
    timeout: '1m',
    // Everything but the cluster's own tree, so that another cluster's change is no new artifact here.
    ignore: `/*\n${ancestorsOf(path)}!/${path}\n`,
    ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
  };
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: rootName(cluster), namespace },
    spec,
  };
}

/** What is ignored but for one folder is ignored in each folder above it: `!/dist`, `/dist/*`, and so on. */
function ancestorsOf(path: string): string {
  const steps = path.split('/').slice(0, -1);
  return steps
    .map((_, index) => steps.slice(0, index + 1).join('/'))
    .map((folder) => `!/${folder}\n/${folder}/*\n`)
    .join('');
}

function emitKustomization(
  { name, folder, after }: Pick<SyncedFolder, 'name' | 'folder' | 'after'>,
  { cluster, path, facts: { namespace, decryption } }: SyncedCluster<FluxFacts>,
  { wait = true }: { readonly wait?: boolean } = {},
): Manifest {
  const spec: Plain<KustomizationSpec> = {
    sourceRef: { kind: 'GitRepository', name: rootName(cluster) },
    path: `./${path}/${folder}`,
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    prune: true,
    ...(wait ? { wait } : {}),
    ...(decryption === undefined ? {} : { decryption: decryptionOf(decryption) }),
    ...(after.length === 0 ? {} : { dependsOn: after.map((other) => ({ name: other })) }),
  };
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec,
  };
}

function decryptionOf({ secretName }: FluxDecryption): NonNullable<Plain<KustomizationSpec>['decryption']> {
  return { provider: 'sops', ...(secretName === undefined ? {} : { secretRef: { name: secretName } }) };
}
