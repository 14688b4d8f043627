import type { RancherFleetFacts } from '../../fleet/rancher-fleet';
import type { TreeFile } from '../../model/tree-capability';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { rootName } from '../sync-unit';
import type { SyncedFolder } from '../synced-folder';
import { emitClusterGroup, rolloutOf } from './cluster-group';
import { emitGitRepo } from './git-repo';
import { emitTeamSync } from './team-sync';

/** Rancher Fleet: a GitRepo for each cluster, of whose folders it makes Bundles, as a `fleet.yaml` in each says. */
export const rancherFleetEngine: GitOpsEngine<RancherFleetFacts> = {
  name: 'rancher-fleet',
  // It deploys with Helm, which puts its own name on every object of a release.
  keeps: { 'helm.sh/resource-policy': 'keep' },
  writesLabels: { 'app.kubernetes.io/managed-by': 'Helm' },
  // A Bundle is a release of Helm, by the same name.
  nameLimit: 53,
  emit: (synced) => [
    emitGitRepo(
      synced,
      allFolders(synced).map(({ folder }) => folder),
    ),
    ...emitClusterGroup(synced),
    ...(synced.facts.teams ?? []).map((team) => emitTeamSync(team, synced)),
  ],
  files: (synced) => allFolders(synced).map((folder) => fleetYaml(folder, synced.facts)),
};

/** The folder of the engine's own objects has one at the least that was not there yet: the GitRepo. It waits for nothing. */
function allFolders({ cluster, folders, facts }: SyncedCluster<RancherFleetFacts>): readonly SyncedFolder[] {
  if (facts.syncedBy !== undefined) return folders;
  const { namespace } = facts;
  const own = { name: rootName(cluster), folder: namespace, namespace, kinds: [], after: [], leftToControllers: [] };
  return [...folders.filter(({ folder }) => folder !== namespace), own];
}

/** What makes a folder a Bundle, with the name that others wait for. */
function fleetYaml(
  { name, folder, namespace = 'default', after }: SyncedFolder,
  { group }: RancherFleetFacts,
): TreeFile {
  return {
    file: `${folder}/fleet.yaml`,
    content: {
      name,
      // Of the Helm release; objects say their namespaces themselves.
      defaultNamespace: namespace,
      helm: { releaseName: name },
      ...(after.length === 0 ? {} : { dependsOn: after.map((other) => ({ name: other })) }),
      ...rolloutOf(group),
    },
  };
}
