import type { GitRepoSpec } from '../../../imports/fleet.cattle.io';
import type { RancherFleetFacts } from '../../fleet/rancher-fleet';
import { compareText } from '../../manifest/objects/compare-text';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import { rootName } from '../sync-unit';

/** What Rancher Fleet reads of Git for one cluster: the folders of its tree, a Bundle each. */
export function emitGitRepo(synced: SyncedCluster<RancherFleetFacts>, folders: readonly string[]): Manifest {
  const { cluster, path, facts } = synced;
  const { repository, namespace, secretName, correctDrift } = facts;
  const spec: Plain<GitRepoSpec> = {
    repo: repository.url,
    [revisionKind(repository.revision) === 'branch' ? 'branch' : 'revision']: repository.revision,
    paths: [...folders].sort(compareText).map((folder) => `${path}/${folder}`),
    targets: [targetOf(synced)],
    pollingInterval: '1m',
    correctDrift: { enabled: correctDrift },
    ...(secretName === undefined ? {} : { clientSecretName: secretName }),
  };
  return {
    apiVersion: 'fleet.cattle.io/v1alpha1',
    kind: 'GitRepo',
    metadata: { name: rootName(cluster), namespace },
    spec,
  };
}

/** The cluster, as Rancher Fleet knows it: by the group of all that it stands for, or by its name. */
export function targetOf({ cluster, facts }: SyncedCluster<RancherFleetFacts>) {
  const { clusterName = facts.syncedBy === undefined ? 'local' : cluster, group } = facts;
  return group === undefined ? { name: cluster, clusterName } : { name: cluster, clusterGroup: cluster };
}
