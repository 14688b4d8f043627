import type { ApplicationSpec, ApplicationSpecSourceDirectory } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import type { LeftField, SyncedFolder } from '../synced-folder';
import { destinationOf, thisCluster } from './destination';
import { ignoreDifferences } from './ignore-differences';

interface RootOptions {
  /** Which files of Argo CD's folder are the root's. @default all */
  readonly directory?: Plain<ApplicationSpecSourceDirectory>;
  /** Fields of objects beside the Applications that controllers decide. @default none */
  readonly leftToControllers?: readonly LeftField[];
}

/** One folder of the tree, kept as it is committed. */
export function emitApplication(folder: SyncedFolder, wave: number, synced: SyncedCluster<ArgoCdFacts>): Manifest {
  const { facts, path } = synced;
  const ignored = ignoreDifferences(folder.leftToControllers);
  const spec: Plain<ApplicationSpec> = {
    project: folder.name,
    source: {
      repoURL: facts.repository.url,
      targetRevision: facts.repository.revision,
      path: `${path}/${folder.folder}`,
    },
    destination: { ...destinationOf(synced), namespace: folder.namespace ?? facts.namespace },
    syncPolicy: syncPolicy(ignored.length > 0),
    ...(ignored.length === 0 ? {} : { ignoreDifferences: ignored }),
  };
  return application(folder.name, facts, spec, { 'argocd.argoproj.io/sync-wave': String(wave) });
}

/**
 * The Application of all Applications of a cluster. Where Argo CD syncs the cluster it runs in, it is applied once by hand,
 * and keeps the others, and itself.
 */
export function emitRootApplication(
  name: string,
  { facts, path, hub = { path, repository: facts.repository } }: SyncedCluster<ArgoCdFacts>,
  { directory, leftToControllers = [] }: RootOptions,
): Manifest {
  const ignored = ignoreDifferences(leftToControllers);
  return application(name, facts, {
    project: name,
    source: {
      repoURL: hub.repository.url,
      targetRevision: hub.repository.revision,
      path: `${hub.path}/${facts.namespace}`,
      ...(directory === undefined ? {} : { directory }),
    },
    destination: { server: thisCluster, namespace: facts.namespace },
    syncPolicy: syncPolicy(ignored.length > 0),
    ...(ignored.length === 0 ? {} : { ignoreDifferences: ignored }),
  });
}

function application(
  name: string,
  { namespace }: ArgoCdFacts,
  spec: Plain<ApplicationSpec>,
  annotations?: Readonly<Record<string, string>>,
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations }) },
    spec,
  };
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
