import { apiGroup } from './api-version';
import { Field } from './field';
import type { Manifest } from './manifest';

/**
 * Kinds, as `group/kind`, whose removal takes data along that no sync brings back: volumes and their claims, a namespace
 * with all that it holds, a definition with all of its instances, the databases of operators, and clusters with all that runs
 * in them.
 */
const kinds: ReadonlySet<string> = new Set([
  '/Namespace',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'snapshot.storage.k8s.io/VolumeSnapshot',
  'snapshot.storage.k8s.io/VolumeSnapshotContent',
  'acid.zalan.do/postgresql',
  'cluster.x-k8s.io/Cluster',
  'elasticsearch.k8s.elastic.co/Elasticsearch',
  'moco.cybozu.com/MySQLCluster',
  'mysql.oracle.com/InnoDBCluster',
  'postgres-operator.crunchydata.com/PostgresCluster',
  'postgresql.cnpg.io/Cluster',
  'ps.percona.com/PerconaServerMySQL',
  'pxc.percona.com/PerconaXtraDBCluster',
]);

/** Whether data is lost for good with an object; a StatefulSet without claims of its own keeps none, nor an ExternalSecret whose values a store has. */
export function keepsData(manifest: Manifest): boolean {
  const kind = `${apiGroup(manifest.apiVersion)}/${manifest.kind}`;
  if (kind === 'apps/StatefulSet') return Field.root(manifest).at('spec', 'volumeClaimTemplates').items().length > 0;
  if (kind === 'external-secrets.io/ExternalSecret') return isGenerated(manifest);
  return kinds.has(kind);
}

/** Whether an ExternalSecret makes up values: no store has them, and its Secret goes with it. */
function isGenerated(manifest: Manifest): boolean {
  const spec = Field.root(manifest).at('spec');
  return ['data', 'dataFrom'].some((list) =>
    spec
      .at(list)
      .items()
      .some((item) => item.at('sourceRef', 'generatorRef').value !== undefined),
  );
}
