import type { RepoSyncSpec } from '../../../imports/configsync.gke.io';
import type { TeamRepository } from '../../fleet/team-repository';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { revisionKind } from '../revision';

/** The name of the RepoSync of which Config Sync calls the account `ns-reconciler-<namespace>`, with nothing behind it. */
const repoSync = 'repo-sync';

/** A RepoSync in the namespace of a team, and what its account may do there. */
export function emitTeamSync(team: TeamRepository, engineNamespace: string): readonly Manifest[] {
  const { namespace, repository, clusterRole = 'edit', secretName } = team;
  const spec: Plain<RepoSyncSpec> = {
    sourceType: 'git',
    sourceFormat: 'unstructured',
    git: {
      repo: repository.url,
      [revisionKind(repository.revision) === 'branch' ? 'branch' : 'revision']: repository.revision,
      dir: repository.path,
      auth: secretName === undefined ? 'none' : repository.url.startsWith('http') ? 'token' : 'ssh',
      ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
    },
  };
  const group = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'configsync.gke.io/v1beta1', kind: 'RepoSync', metadata: { name: repoSync, namespace }, spec },
    {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name: `${repoSync}-${clusterRole}`, namespace },
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: clusterRole },
      subjects: [{ kind: 'ServiceAccount', name: `ns-reconciler-${namespace}`, namespace: engineNamespace }],
    },
  ];
}
