import type { AppProjectSpec } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { apiGroup } from '../../manifest/objects/api-version';
import { compareText } from '../../manifest/objects/compare-text';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import type { SyncUnit } from '../sync-unit';
import { thisCluster } from './this-cluster';

/** What the Application of one unit may do: this repository, this namespace, the kinds that the folder has. */
export function emitAppProject(unit: SyncUnit, { facts }: SyncedCluster<ArgoCdFacts>): Manifest {
  const kinds = kindsOf(unit.manifests.map(({ manifest }) => manifest));
  const spec: Plain<AppProjectSpec> = {
    sourceRepos: [facts.repository.url],
    destinations: [{ server: thisCluster, namespace: unit.namespace ?? facts.namespace }],
    clusterResourceWhitelist: unit.namespace === undefined ? kinds : [],
    namespaceResourceWhitelist: unit.namespace === undefined ? [] : kinds,
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: unit.name, namespace: facts.namespace },
    spec,
  };
}

function kindsOf(manifests: readonly Manifest[]): { group: string; kind: string }[] {
  const kinds = new Map(
    manifests.map(({ apiVersion, kind }) => [`${apiGroup(apiVersion)}/${kind}`, { group: apiGroup(apiVersion), kind }]),
  );
  return [...kinds].sort(([one], [other]) => compareText(one, other)).map(([, kind]) => kind);
}
