import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { hasNotificationConfig } from '../../fleet/argo-cd-notifications';
import { wavesInOrder } from '../../fleet/wave';
import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { rootName } from '../sync-unit';
import { distinctKinds, type SyncedFolder, type SyncedKind } from '../synced-folder';
import { emitApplication, emitRootApplication } from './application';
import { emitAppProject, emitRootProject } from './app-project';
import { emitApplicationSet, type SetMember } from './application-set';
import { emitNotificationConfig } from './notifications';
import { emitTeamSync } from './team-sync';

/** Argo CD: an Application and an AppProject for each folder, and one Application for all of these. */
export const argoCdEngine: GitOpsEngine<ArgoCdFacts> = {
  name: 'argo-cd',
  keeps: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  // Argo CD labels by it where it tracks by label.
  nameLimit: 63,
  wave: (wave) => ({ 'argocd.argoproj.io/sync-wave': String(wave) }),
  emit: (synced) => {
    const { facts } = synced;
    const folders = synced.folders.filter((folder) => !isRoots(folder, synced));
    const waveOf = wavesOf(folders);
    const projects = folders.map((folder) => emitAppProject(folder, synced));
    const applications = facts.applicationSet
      ? []
      : folders.map((folder) => emitApplication(folder, waveOf(folder), synced));
    const set =
      facts.applicationSet && folders.length > 0
        ? [emitApplicationSet(setName(synced.cluster), inSteps([synced]), facts)]
        : [];
    const config = synced.hub === undefined ? emitNotificationConfig(facts) : [];
    const teams = teamsOf(synced);
    const own = [...applications, ...teams.map(({ application }) => application)];
    return [...projects, ...teams.map(({ project }) => project), ...own, ...set, ...config, ...emitRoot(own, synced)];
  },
  emitOthers: ({ cluster, facts }, others) => {
    if (!facts.applicationSet) return undefined;
    const projects = others.flatMap((synced) => synced.folders.map((folder) => emitAppProject(folder, synced)));
    const members = inSteps(others);
    const teams = others.flatMap(teamsOf).flatMap(({ project, application }) => [project, application]);
    return members.length === 0 ? [] : [...projects, emitApplicationSet(othersName(cluster), members, facts), ...teams];
  },
};

/** The ApplicationSet of a cluster's own folders, and that of the clusters that it syncs. No namespace begins with a hyphen. */
function setName(cluster: string): string {
  return `${cluster}--folders`;
}

function othersName(cluster: string): string {
  return `${cluster}--clusters`;
}

/** Repositories of teams, each behind the folder of its namespace. */
function teamsOf(synced: SyncedCluster<ArgoCdFacts>): readonly ReturnType<typeof emitTeamSync>[] {
  const waveOf = wavesOf(synced.folders);
  return (synced.facts.teams ?? []).map((team) => {
    const folder = synced.folders.find(({ namespace }) => namespace === team.namespace);
    return emitTeamSync(team, folder === undefined ? 0 : waveOf(folder), synced);
  });
}

/**
 * The folders of several clusters, with the steps in which they are synced: all folders of a wave of clusters before those of
 * the next wave, and within a wave by what they wait for. Clusters of no wave are in the first.
 */
function inSteps(all: readonly SyncedCluster<ArgoCdFacts>[]): readonly SetMember[] {
  const order = wavesInOrder(all.flatMap(({ wave }) => wave ?? []));
  const members = all.flatMap((synced) => {
    const folders = synced.folders.filter((folder) => !isRoots(folder, synced));
    const waveOf = wavesOf(folders);
    const wave = synced.wave === undefined ? 0 : order.indexOf(synced.wave.name);
    return folders.map((folder) => ({ folder, synced, wave, place: waveOf(folder) }));
  });
  const places = [...new Map(members.map(({ wave, place }) => [`${wave} ${place}`, { wave, place }])).values()];
  places.sort((one, other) => one.wave - other.wave || one.place - other.place);
  const steps = new Map(places.map(({ wave, place }, step) => [`${wave} ${place}`, step]));
  return members.map(({ folder, synced, wave, place }) => ({
    folder,
    synced,
    step: steps.get(`${wave} ${place}`) ?? 0,
  }));
}

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
    emitRootProject(name, distinctKinds([...kindsOf(synced), ...own.flatMap(({ kinds }) => kinds)]), synced),
  ];
}

/** The kinds that make Argo CD sync: those that the tree has of them. */
function kindsOf({ facts: { applicationSet, notifications } }: SyncedCluster<ArgoCdFacts>): readonly SyncedKind[] {
  const kinds = ['Application', 'AppProject', ...(applicationSet ? ['ApplicationSet'] : [])];
  const config = notifications !== undefined && hasNotificationConfig(notifications);
  return [
    ...kinds.map((kind) => ({ group: 'argoproj.io', kind })),
    ...(config ? [{ group: '', kind: 'ConfigMap' }] : []),
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
