import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { deployerName, type TeamRepository } from '../../fleet/team-repository';
import type { Manifest } from '../../manifest/objects/manifest';
import type { SyncedCluster } from '../engine';
import { teamName } from '../team-name';
import { appProject } from './app-project';
import { application } from './application';
import { destinationOf } from './destination';
import { syncPolicy } from './sync-policy';

/**
 * A team's repository: into its namespace alone, as its account, and without what limits the team.
 *
 * @param wave that of the Application of its namespace
 */
export function emitTeamSync(
  team: TeamRepository,
  wave: number,
  synced: SyncedCluster<ArgoCdFacts>,
): { readonly project: Manifest; readonly application: Manifest } {
  const { cluster, facts } = synced;
  const { namespace, repository, serviceAccount = deployerName } = team;
  const name = teamName(cluster, namespace);
  const destination = { ...destinationOf(synced), namespace };
  return {
    project: appProject(name, facts, {
      sourceRepos: [repository.url],
      destinations: [destination],
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: ['LimitRange', 'ResourceQuota'].map((kind) => ({ group: '', kind })),
      // A cluster that Argo CD knows by name has an address that stands in its Secret alone; there is one destination.
      destinationServiceAccounts: [
        {
          server: 'server' in destination ? destination.server : '*',
          namespace,
          defaultServiceAccount: serviceAccount,
        },
      ],
    }),
    application: application(
      name,
      facts,
      {
        project: name,
        source: { repoURL: repository.url, targetRevision: repository.revision, path: repository.path },
        destination,
        syncPolicy: syncPolicy([]),
      },
      { 'argocd.argoproj.io/sync-wave': String(wave + 1) },
    ),
  };
}
