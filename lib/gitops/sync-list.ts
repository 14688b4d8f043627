import { gitOpsIn, isHub, syncedBy, type GitOpsFacts } from '../fleet/git-ops-facts';
import { waveShape, type Wave } from '../fleet/wave';
import { fields, formatShapeProblem, listOf, requiredAt, text } from '../fleet/shape';
import type { JsonObject } from '../manifest/objects/json';
import { listFleetCapability, type SummarizedCluster } from '../model/fleet-capability';
import type { SyncedCluster } from './engine';
import { engineOf } from './engines';
import { rootName } from './sync-unit';
import { isSyncedFolders, syncedFolderShape, type SyncedFolder } from './synced-folder';

/** What the fleet knows of the engine of a cluster; nothing where none syncs it. */
interface SyncSummary extends JsonObject {
  readonly engine?: string;
  readonly repository?: string;
  readonly revision?: string;
  readonly path?: string;
  /** The cluster whose engine syncs it, if that is another one, which needs to know its folders. */
  readonly syncedBy?: string;
  readonly folders?: readonly SyncedFolder[];
}

/**
 * Says which engine syncs which cluster, in `.inventory/gitops.json`, and puts what an engine needs for other clusters into
 * the tree of its own. Names of Applications, Kustomizations, RootSyncs and GitRepos begin with the cluster's, so that they
 * are unique over the fleet.
 */
export const syncListCapability = listFleetCapability<SyncSummary>({
  name: 'gitops',
  list: 'synced',
  shape: fields({
    'engine?': text,
    'repository?': text,
    'revision?': text,
    'path?': text,
    'syncedBy?': text,
    'folders?': listOf(syncedFolderShape),
  }),
  summarize: ({ cluster: { gitOps }, told }) => {
    if (gitOps === undefined) return {};
    const { url, revision, path } = gitOps.repository;
    const summary = { engine: gitOps.engine, repository: url, revision, path };
    const by = syncedBy(gitOps);
    if (by === undefined) return summary;
    const folders = told.gitops?.folders;
    return { ...summary, syncedBy: by, folders: isSyncedFolders(folders) ? folders : [] };
  },
  emit: (clusters) => clusters.filter(({ summary }) => summary.engine !== undefined).map(entryOf),
  objects: {
    into: ({ gitOps }) => gitOps !== undefined && isHub(gitOps),
    emit: (hub, all) =>
      engineOf(factsOf(hub)).emitOthers(
        hub.cluster,
        all.filter(({ summary }) => summary.syncedBy === hub.cluster).map((each) => syncedFrom(hub, each)),
      ),
  },
});

/** A line of the list. */
function entryOf(synced: SummarizedCluster<SyncSummary>) {
  const { cluster, tree, facts, summary } = synced;
  const { path = '', folders: _, ...rest } = summary;
  return {
    cluster,
    ...rest,
    ...(isWave(facts.wave) ? { wave: facts.wave.name } : {}),
    path: `${path}/${tree}`,
    // A RootSync for each folder, and none for all of these.
    ...(rest.engine === 'config-sync' ? {} : { name: rootName(cluster) }),
  };
}

/** What the engine of one cluster needs to know of another. */
function syncedFrom(hub: SummarizedCluster<SyncSummary>, synced: SummarizedCluster<SyncSummary>): SyncedCluster {
  const [facts, factsOfHub] = [factsOf(synced), factsOf(hub)];
  const treeOf = ({ repository }: GitOpsFacts, tree: string): string => `${repository.path}/${tree}`;
  return {
    facts,
    cluster: synced.cluster,
    path: treeOf(facts, synced.tree),
    folders: synced.summary.folders ?? [],
    ...waveOf(synced),
    hub: { repository: factsOfHub.repository, path: treeOf(factsOfHub, hub.tree) },
  };
}

/** What is no wave is none: an inventory is a file that anybody may have changed. */
function waveOf({ facts: { wave } }: Pick<SummarizedCluster<SyncSummary>, 'facts'>): { readonly wave?: Wave } {
  return isWave(wave) ? { wave } : {};
}

function isWave(value: unknown): value is Wave {
  return waveShape(value, 'wave') === undefined;
}

/** An inventory is a file that anybody may have changed. */
function factsOf({ facts, inventory }: SummarizedCluster<SyncSummary>): GitOpsFacts {
  const { facts: known, problem = requiredAt('gitOps') } = gitOpsIn(facts);
  if (known !== undefined) return known;
  throw new Error(
    `${inventory}: ${formatShapeProblem(problem)}\n  fix:  synthesize all clusters, so that each inventory is written anew`,
  );
}
