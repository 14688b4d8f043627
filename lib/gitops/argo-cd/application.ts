import type { ApplicationSpec, ApplicationSpecSourceDirectory } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import type { LeftField, SyncedFolder } from '../synced-folder';
import { destinationOf, thisCluster } from './destination';
import { ignoreDifferences } from './ignore-differences';
import { subscriptionsOf } from './notifications';
import { syncPolicy } from './sync-policy';

interface RootOptions {
  /** Which files of Argo CD's folder are the root's. @default all */
  readonly directory?: Plain<ApplicationSpecSourceDirectory>;
  /** Fields of objects beside the Applications that controllers decide. @default none */
  readonly leftToControllers?: readonly LeftField[];
}

/** One folder of the tree, kept as it is committed. */
export function emitApplication(folder: SyncedFolder, wave: number, synced: SyncedCluster<ArgoCdFacts>): Manifest {
  const { facts } = synced;
  const ignored = ignoreDifferences(folder.leftToControllers);
  const spec: Plain<ApplicationSpec> = {
    project: folder.name,
    ...sourceOf(folder, synced),
    destination: { ...destinationOf(synced), namespace: folder.namespace ?? facts.namespace },
    syncPolicy: syncPolicy(ignored),
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
    syncPolicy: syncPolicy(ignored),
    ...(ignored.length === 0 ? {} : { ignoreDifferences: ignored }),
  });
}

/** The folder as it is committed, or as the Source Hydrator puts it on a branch. */
function sourceOf(
  { folder }: SyncedFolder,
  { facts: { repository, hydrateTo }, path: tree }: SyncedCluster<ArgoCdFacts>,
): Pick<Plain<ApplicationSpec>, 'source' | 'sourceHydrator'> {
  const committed = { repoURL: repository.url, targetRevision: repository.revision, path: `${tree}/${folder}` };
  if (hydrateTo === undefined) return { source: committed };
  const { branch, stagingBranch } = hydrateTo;
  return {
    sourceHydrator: {
      drySource: committed,
      syncSource: { targetBranch: branch, path: committed.path },
      ...(stagingBranch === undefined ? {} : { hydrateTo: { targetBranch: stagingBranch } }),
    },
  };
}

/** An Application by its name, with those who are told of it. */
export function application(
  name: string,
  { namespace, notifications }: ArgoCdFacts,
  spec: Plain<ApplicationSpec>,
  own: Readonly<Record<string, string>> = {},
): Manifest {
  const annotations = { ...own, ...subscriptionsOf(notifications) };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec,
  };
}
