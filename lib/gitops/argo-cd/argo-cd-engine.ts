import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { rootName } from '../sync-unit';
import { distinctKinds, type SyncedFolder } from '../synced-folder';
import { emitApplication, emitRootApplication } from './application';
import { emitAppProject, emitRootProject } from './app-project';

/** Argo CD: an Application and an AppProject for each folder, and one Application for all of these. */
export const argoCdEngine: GitOpsEngine<ArgoCdFacts> = {
  name: 'argo-cd',
  keeps: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  // Argo CD labels by it where it tracks by label.
  nameLimit: 63,
  wave: (wave) => ({ 'argocd.argoproj.io/sync-wave': String(wave) }),
  emit: (synced) => {
    const folders = synced.folders.filter((folder) => !isRoots(folder, synced));
    const waveOf = wavesOf(folders);
    const projects = folders.map((folder) => emitAppProject(folder, synced));
    const applications = folders.map((folder) => emitApplication(folder, waveOf(folder), synced));
    return [...projects, ...applications, ...emitRoot(applications, synced)];
  },
};

const argoKinds = ['Application', 'AppProject'].map((kind) => ({ group: 'argoproj.io', kind }));

/**
 * In its own cluster the root syncs the folder of Argo CD, itself and whatever else is there, but for what belongs to the
 * roots of other clusters: what is not healthy in one of these holds no wave of another.
 */
function emitRoot(
  applications: readonly Manifest[],
  synced: SyncedCluster<ArgoCdFacts>,
): readonly [Manifest, Manifest] {
  const { cluster, folders, hub } = synced;
  const name = rootName(cluster);
  if (hub !== undefined) {
    const include = filesOf(applications.map(({ metadata }) => metadata.name ?? ''));
    return [
      emitRootApplication(name, synced, { directory: { include } }),
      emitRootProject(name, [{ group: 'argoproj.io', kind: 'Application' }], synced),
    ];
  }
  const own = folders.filter((folder) => isRoots(folder, synced));
  const exclude = filesOfOthers(synced);
  return [
    emitRootApplication(name, synced, {
      ...(exclude === undefined ? {} : { directory: { exclude } }),
      leftToControllers: own.flatMap(({ leftToControllers }) => leftToControllers),
    }),
    emitRootProject(name, distinctKinds([...argoKinds, ...own.flatMap(({ kinds }) => kinds)]), synced),
  ];
}

/** Whether a folder is where the root's own objects are: no second Application may sync it. */
function isRoots({ folder }: SyncedFolder, { facts, hub }: SyncedCluster<ArgoCdFacts>): boolean {
  return hub === undefined && folder === facts.namespace;
}

/** The files of Applications, as the tree names them: a pattern of Argo CD. */
function filesOf(applications: readonly string[]): string {
  return `{${applications.map((name) => `application.${name}.k8s.yaml`).join(',')}}`;
}

/** What the roots of other clusters sync of the same folder. */
function filesOfOthers({ beside = [], facts, path }: SyncedCluster<ArgoCdFacts>): string | undefined {
  const patterns = beside.flatMap((object) => {
    const source = Field.root(object).at('spec', 'source');
    const include = source.at('directory', 'include').text;
    const isHere =
      source.at('repoURL').text === facts.repository.url && source.at('path').text === `${path}/${facts.namespace}`;
    return object.kind === 'Application' && isHere && include !== undefined ? [include.replace(/^\{|\}$/g, '')] : [];
  });
  return patterns.length === 0 ? undefined : `{${patterns.join(',')}}`;
}

/** How many folders are synced one after the other before each; folders never wait for each other in a circle. */
function wavesOf(folders: readonly SyncedFolder[]): (folder: SyncedFolder) => number {
  const byName = new Map(folders.map((folder) => [folder.name, folder]));
  const waves = new Map<SyncedFolder, number>();
  const waveOf = (folder: SyncedFolder): number => {
    const known = waves.get(folder);
    if (known !== undefined) return known;
    const before = folder.after.flatMap((name) => byName.get(name) ?? []);
    const wave = before.reduce((latest, other) => Math.max(latest, waveOf(other) + 1), 0);
    waves.set(folder, wave);
    return wave;
  };
  return waveOf;
}
