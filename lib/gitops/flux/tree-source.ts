import type { GitRepositorySpec, OciRepositorySpec } from '../../../imports/source.toolkit.fluxcd.io';
import type { FluxFacts, OciArtifact } from '../../fleet/flux';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import { rootName } from '../sync-unit';

/** What Flux takes the tree of a cluster from: Git, or an artifact in a registry. */
export function emitTreeSource(synced: SyncedCluster<FluxFacts>): Manifest {
  const { cluster, facts } = synced;
  const { artifact, namespace } = facts;
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: treeSourceKind(facts),
    metadata: { name: rootName(cluster), namespace },
    spec: artifact === undefined ? gitSpec(synced) : ociSpec(artifact, synced),
  };
}

export function treeSourceKind({ artifact }: FluxFacts): 'GitRepository' | 'OCIRepository' {
  return artifact === undefined ? 'GitRepository' : 'OCIRepository';
}

function gitSpec({ path, facts: { repository, secretName } }: SyncedCluster<FluxFacts>): Plain<GitRepositorySpec> {
  return {
    url: repository.url,
    ref: { [revisionKind(repository.revision)]: repository.revision },
    interval: '1m',
    timeout: '1m',
    ignore: allBut(path),
    ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
  };
}

function ociSpec(
  { url, reference, provider, secretName, verify }: OciArtifact,
  { path }: SyncedCluster<FluxFacts>,
): Plain<OciRepositorySpec> {
  return {
    url,
    ref: reference.startsWith('sha256:') ? { digest: reference } : { tag: reference },
    interval: '1m',
    timeout: '1m',
    ignore: allBut(path),
    ...(provider === undefined ? {} : { provider }),
    ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
    ...(verify === undefined
      ? {}
      : {
          verify: {
            provider: verify.provider,
            ...(verify.secretName === undefined ? {} : { secretRef: { name: verify.secretName } }),
          },
        }),
  };
}

/** Everything but the cluster's own tree, so that another cluster's change is no new artifact here. */
function allBut(path: string): string {
  return `/*\n${ancestorsOf(path)}!/${path}\n`;
}

/** What is ignored but for one folder is ignored in each folder above it: `!/dist`, `/dist/*`, and so on. */
function ancestorsOf(path: string): string {
  const steps = path.split('/').slice(0, -1);
  return steps
    .map((_, index) => steps.slice(0, index + 1).join('/'))
    .map((folder) => `!/${folder}\n/${folder}/*\n`)
    .join('');
}
