import type { GitRepoSpec } from '../../../imports/fleet.cattle.io';
import type { RancherFleetFacts } from '../../fleet/rancher-fleet';
import type { TeamRepository } from '../../fleet/team-repository';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import { teamName } from '../team-name';
import { targetOf } from './git-repo';

/** A team's repository: `targetNamespace` refuses what is not of its namespace. */
export function emitTeamSync(team: TeamRepository, synced: SyncedCluster<RancherFleetFacts>): Manifest {
  const { cluster, facts } = synced;
  const { namespace: targetNamespace, repository, serviceAccount, secretName } = team;
  const spec: Plain<GitRepoSpec> = {
    repo: repository.url,
    [revisionKind(repository.revision) === 'branch' ? 'branch' : 'revision']: repository.revision,
    paths: [repository.path],
    targets: [targetOf(synced)],
    targetNamespace,
    pollingInterval: '1m',
    correctDrift: { enabled: facts.correctDrift },
    ...(serviceAccount === undefined ? {} : { serviceAccount }),
    ...(secretName === undefined ? {} : { clientSecretName: secretName }),
  };
  return {
    apiVersion: 'fleet.cattle.io/v1alpha1',
    kind: 'GitRepo',
    metadata: { name: teamName(cluster, targetNamespace), namespace: facts.namespace },
    spec,
  };
}
