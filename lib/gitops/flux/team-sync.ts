import type { KustomizationSpec } from '../../../imports/kustomize.toolkit.fluxcd.io';
import type { GitRepositorySpec } from '../../../imports/source.toolkit.fluxcd.io';
import { deployerName, type TeamRepository } from '../../fleet/team-repository';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { revisionKind } from '../revision';
import { teamName } from '../team-name';

/** In the namespace of a team: its repository, and what applies that with the rights of the team's account. */
export function emitTeamSync(cluster: string, team: TeamRepository): readonly Manifest[] {
  const { namespace, repository, serviceAccount = deployerName, secretName } = team;
  const metadata = { name: teamName(cluster, namespace), namespace };
  const source: Plain<GitRepositorySpec> = {
    url: repository.url,
    ref: { [revisionKind(repository.revision)]: repository.revision },
    interval: '1m',
    timeout: '1m',
    ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
  };
  const sync: Plain<KustomizationSpec> = {
    sourceRef: { kind: 'GitRepository', name: metadata.name },
    path: `./${repository.path}`,
    serviceAccountName: serviceAccount,
    targetNamespace: namespace,
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    prune: true,
    wait: true,
  };
  return [
    { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec: source },
    { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec: sync },
  ];
}
