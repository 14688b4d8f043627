import { fields, text } from '../fleet/shape';
import type { JsonObject } from '../manifest/objects/json';
import { listFleetCapability } from '../model/fleet-capability';
import { rootName } from './sync-unit';

/** What the fleet knows of the engine of a cluster; nothing where none syncs it. */
interface SyncSummary extends JsonObject {
  readonly engine?: string;
  readonly repository?: string;
  readonly revision?: string;
  readonly path?: string;
}

/**
 * Says which engine syncs which cluster, in `.inventory/gitops.json`. Names of Applications, Kustomizations and RootSyncs
 * begin with the cluster's, so that they are unique over the fleet.
 */
export const syncListCapability = listFleetCapability<SyncSummary>({
  name: 'gitops',
  list: 'synced',
  shape: fields({ 'engine?': text, 'repository?': text, 'revision?': text, 'path?': text }),
  summarize: ({ cluster: { gitOps } }) => {
    if (gitOps === undefined) return {};
    const { url, revision, path } = gitOps.repository;
    return { engine: gitOps.engine, repository: url, revision, path };
  },
  emit: (clusters) =>
    clusters
      .filter(({ summary }) => summary.engine !== undefined)
      .map(({ cluster, tree, summary: { path, ...summary } }) => ({
        cluster,
        ...summary,
        path: `${path ?? ''}/${tree}`,
        name: rootName(cluster),
      })),
});
