import type { RootSyncSpec } from '../../../imports/configsync.gke.io';
import type { ConfigSyncFacts } from '../../fleet/config-sync';
import { apiGroup } from '../../manifest/objects/api-version';
import { compareText } from '../../manifest/objects/compare-text';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { GitOpsEngine, SyncedCluster } from '../engine';
import { revisionKind } from '../revision';
import type { SyncedFolder } from '../synced-folder';
import { emitTeamSync } from './team-sync';

/** Config Sync: a RootSync for each folder. They are applied by hand, once: a RootSync must not sync itself. */
export const configSyncEngine: GitOpsEngine<ConfigSyncFacts> = {
  name: 'config-sync',
  keeps: { 'client.lifecycle.config.k8s.io/deletion': 'detach' },
  // `root-reconciler-<name>` names a Deployment and its Pods' labels.
  nameLimit: 63 - 'root-reconciler-'.length,
  wave: (_, after) => ({ 'config.kubernetes.io/depends-on': after.map(referenceTo).sort(compareText).join(',') }),
  // Each RootSync is applied by a reconciler of its own.
  ordersUnits: false,
  emit: (synced) => [
    ...synced.folders
      .filter(({ folder }) => folder !== synced.facts.namespace)
      .map((folder) => emitRootSync(folder, synced)),
    ...(synced.facts.teams ?? []).flatMap((team) => emitTeamSync(team, synced.facts.namespace)),
  ],
};

/** As `depends-on` names an object: `apps/namespaces/shop/Deployment/cart`, and nothing for the group of core kinds. */
function referenceTo({ apiVersion, kind, metadata: { name = '', namespace } }: Manifest): string {
  const place = namespace === undefined || namespace === '' ? [] : ['namespaces', namespace];
  return [apiGroup(apiVersion), ...place, kind, name].join('/');
}

function emitRootSync({ name, folder }: SyncedFolder, { path, facts }: SyncedCluster<ConfigSyncFacts>): Manifest {
  const { repository, auth, secretName, gcpServiceAccountEmail } = facts;
  const spec: Plain<RootSyncSpec> = {
    sourceType: 'git',
    sourceFormat: 'unstructured',
    git: {
      repo: repository.url,
      [revisionKind(repository.revision) === 'branch' ? 'branch' : 'revision']: repository.revision,
      dir: `${path}/${folder}`,
      auth,
      ...(secretName === undefined ? {} : { secretRef: { name: secretName } }),
      ...(gcpServiceAccountEmail === undefined ? {} : { gcpServiceAccountEmail }),
    },
  };
  return {
    apiVersion: 'configsync.gke.io/v1beta1',
    kind: 'RootSync',
    metadata: { name, namespace: facts.namespace },
    spec,
  };
}
