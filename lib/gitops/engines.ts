import type { GitOpsFacts } from '../fleet/git-ops-facts';
import type { Manifest } from '../manifest/objects/manifest';
import { argoCdEngine } from './argo-cd/argo-cd-engine';
import { configSyncEngine } from './config-sync/config-sync-engine';
import type { GitOpsEngine, SyncedCluster } from './engine';
import type { TreeFile } from '../model/tree-capability';
import { fluxEngine } from './flux/flux-engine';
import { rancherFleetEngine } from './rancher-fleet/rancher-fleet-engine';

/** An engine that knows the facts of its cluster. */
export interface ReadyEngine extends Pick<
  GitOpsEngine,
  'name' | 'keeps' | 'writesLabels' | 'nameLimit' | 'wave' | 'ordersUnits'
> {
  readonly emit: (synced: Omit<SyncedCluster, 'facts'>) => readonly Manifest[];
  readonly files: (synced: Omit<SyncedCluster, 'facts'>) => readonly TreeFile[];
  /** For the engine of the cluster `hub`: what makes it sync all of the others. */
  readonly emitOthers: (hub: string, others: readonly SyncedCluster[]) => readonly Manifest[];
}

/** The engine that a cluster runs. */
export function engineOf(facts: GitOpsFacts): ReadyEngine {
  switch (facts.engine) {
    case 'argo-cd':
      return ready(argoCdEngine, facts);
    case 'config-sync':
      return ready(configSyncEngine, facts);
    case 'flux':
      return ready(fluxEngine, facts);
    case 'rancher-fleet':
      return ready(rancherFleetEngine, facts);
  }
}

function ready<F extends GitOpsFacts>({ emit, emitOthers, files, ...engine }: GitOpsEngine<F>, facts: F): ReadyEngine {
  const runs = (synced: SyncedCluster): synced is SyncedCluster<F> => synced.facts.engine === engine.name;
  return {
    ...engine,
    emitOthers: (hub, others) => {
      const own = others.filter(runs);
      return emitOthers?.({ cluster: hub, facts }, own) ?? own.flatMap((synced) => emit(synced));
    },
    emit: (synced) => emit({ ...synced, facts }),
    files: (synced) => files?.({ ...synced, facts }) ?? [],
  };
}
