import type { GitRepoSpec } from '../../../imports/fleet.cattle.io';
import type { RancherFleetFacts } from '../../fleet/rancher-fleet';
import { compareText } from '../../manifest/objects/compare-text';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import { rootName } from '../sync-unit';

/** What Rancher Fleet reads of Git for one cluster: the folders of its tree, a Bundle each. */
export function emitGitRepo(
  { cluster, path, facts }: SyncedCluster<RancherFleetFacts>,
  folders: readonly string[],
): Manifest {
  const { repository, namespace, syncedBy, secretName, correctDrift } = facts;
  const { clusterName = syncedBy === undefined ? 'local' : cluster } = facts;
  const spec: Plain<GitRepoSpec> = {
    repo: repository.url,
    [revisionKind(repository.revision) === 'branch' ? 'branch' : 'revision']: repository.revision,
    paths: [...folders].sort(compareText).map((folder) => `${path}/${folder}`),
    targets: [{ name: cluster, clusterName }],
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
