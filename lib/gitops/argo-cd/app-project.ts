import type { AppProjectSpec } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import type { SyncedFolder, SyncedKind } from '../synced-folder';
import { destinationOf, thisCluster } from './destination';

/** What the Application of one folder may do: this repository, this namespace, the kinds that the folder has. */
export function emitAppProject(folder: SyncedFolder, synced: SyncedCluster<ArgoCdFacts>): Manifest {
  const { facts } = synced;
  return appProject(folder.name, facts, {
    sourceRepos: [facts.repository.url],
    destinations: [{ ...destinationOf(synced), namespace: folder.namespace ?? facts.namespace }],
    clusterResourceWhitelist: folder.namespace === undefined ? folder.kinds : [],
    namespaceResourceWhitelist: folder.namespace === undefined ? [] : folder.kinds,
    ...windowsOf(folder.namespace, facts),
  });
}

/** The root's own: it makes Argo CD's objects beside Argo CD, wherever what these sync goes. */
export function emitRootProject(
  name: string,
  kinds: readonly SyncedKind[],
  synced: SyncedCluster<ArgoCdFacts>,
): Manifest {
  const { facts, hub } = synced;
  return appProject(name, facts, {
    sourceRepos: [(hub ?? facts).repository.url],
    destinations: [{ server: thisCluster, namespace: facts.namespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: kinds,
  });
}

/** The root has none: Argo CD's own objects must be able to change the windows. */
function windowsOf(
  namespace: string | undefined,
  { syncWindows = [] }: ArgoCdFacts,
): Pick<Plain<AppProjectSpec>, 'syncWindows'> {
  const own = syncWindows
    .filter(({ namespaces }) => namespaces === undefined || namespaces.some((each) => each === namespace))
    .map(({ namespaces: _, ...window }) => ({ ...window, applications: ['*'] }));
  return own.length === 0 ? {} : { syncWindows: own };
}

/** An AppProject by its name. */
export function appProject(name: string, { namespace }: ArgoCdFacts, spec: Plain<AppProjectSpec>): Manifest {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name, namespace }, spec };
}
