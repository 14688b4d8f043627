import type { GitOpsFacts } from '../fleet/git-ops-facts';
import { deployerName, type TeamRepository } from '../fleet/team-repository';
import type { Finding } from '../manifest/objects/finding';
import type { CompleteTree } from '../model/tree-capability';
import type { SyncUnit } from './sync-unit';

/** Repositories of teams that the engine could not sync: without their namespace, or without the account that applies them. */
export function teamFindings(
  { engine, teams = [] }: GitOpsFacts,
  units: readonly SyncUnit[],
  { cluster }: CompleteTree,
): readonly Finding[] {
  return teams.flatMap((team, index) => {
    const problem = problemOf(team, engine, units);
    if (problem === undefined) return [];
    return [
      {
        id: 'valid-team-repository',
        severity: 'error',
        status: 'violated',
        object: { apiVersion: 'v1', kind: 'Namespace', name: team.namespace },
        path: `gitOps.teams[${index}].${problem.path}`,
        message: problem.message,
        fix: problem.fix,
        origin: cluster.name,
        cluster: cluster.name,
      },
    ];
  });
}

function problemOf(
  { namespace, serviceAccount = deployerName }: TeamRepository,
  engine: GitOpsFacts['engine'],
  units: readonly SyncUnit[],
): { readonly path: string; readonly message: string; readonly fix: string } | undefined {
  const unit = units.find((each) => each.namespace === namespace);
  if (unit === undefined)
    return {
      path: 'namespace',
      message: `Not found: "${namespace}": the tree has nothing in this namespace`,
      fix: `make it in the tree: new Tenant(…, "${namespace}", { team: … })`,
    };
  if (engine === 'config-sync' || engine === 'rancher-fleet') return undefined;
  const isThere = unit.manifests.some(
    ({ manifest: { kind, metadata } }) => kind === 'ServiceAccount' && metadata.name === serviceAccount,
  );
  if (isThere) return undefined;
  return {
    path: 'serviceAccount',
    message: `Not found: "${serviceAccount}": the namespace "${namespace}" has no such ServiceAccount in the tree`,
    fix: `make the namespace with Tenant, whose account is "${deployerName}", or name one that is there`,
  };
}
