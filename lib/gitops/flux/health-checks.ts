import type { HealthCheck } from '../../fleet/flux';
import { apiGroup } from '../../manifest/objects/api-version';
import type { SyncedFolder } from '../synced-folder';

/** Kinds that say in a field of their own how they are, and not by a condition `Ready`: Flux would take them for healthy at once. */
const known: readonly HealthCheck[] = [
  stateOf('argoproj.io/v1alpha1', 'Rollout', 'phase', 'Healthy', ['Degraded']),
  stateOf('acid.zalan.do/v1', 'postgresql', 'PostgresClusterStatus', 'Running', [
    'CreateFailed',
    'UpdateFailed',
    'SyncFailed',
    'Invalid',
  ]),
  stateOf('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'phase', 'Ready', ['Invalid']),
  stateOf('pxc.percona.com/v1', 'PerconaXtraDBCluster', 'state', 'ready', ['error']),
  stateOf('ps.percona.com/v1', 'PerconaServerMySQL', 'state', 'ready', ['error']),
];

/** How Flux tells the health of the kinds that a folder has; what users say of a kind comes first. */
export function healthChecksOf(
  { kinds }: Pick<SyncedFolder, 'kinds'>,
  declared: readonly HealthCheck[] = [],
): readonly HealthCheck[] {
  const all = new Map([...known, ...declared].map((check) => [keyOf(check), check]));
  return kinds.flatMap(({ group, kind }) => all.get(`${group}/${kind}`) ?? []);
}

function keyOf({ apiVersion, kind }: HealthCheck): string {
  return `${apiGroup(apiVersion)}/${kind}`;
}

function stateOf(
  apiVersion: string,
  kind: string,
  field: string,
  current: string,
  failed: readonly string[],
): HealthCheck {
  const is = (values: readonly string[]): string =>
    `has(status.${field}) && status.${field} in ${JSON.stringify(values).replaceAll('"', "'")}`;
  return { apiVersion, kind, current: is([current]), failed: is(failed) };
}
