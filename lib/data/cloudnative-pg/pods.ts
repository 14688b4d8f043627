import type { DatabaseModel } from '../database-backend';
import type { OperatedPods } from '../operated-pods';
import { Port } from '../../workload/port';
import { instanceLabels } from './instance-labels';
import { poolerName } from './pooler';

const group = 'postgresql.cnpg.io';

/**
 * The pods that CloudNativePG makes: servers, the Jobs that begin them, and the pooler. Clients connect to the first of them.
 * Port 8000 is where its operator asks a server how it is.
 */
export function cloudNativePgPods(model: DatabaseModel): readonly [OperatedPods, ...OperatedPods[]] {
  const servers = serversOf(model);
  const jobs = jobRoles(model).map((role) => jobOf(model, role));
  return model.pooler === undefined ? [servers, ...jobs] : [poolerOf(model), servers, ...jobs];
}

function serversOf({ name, pooler }: DatabaseModel): OperatedPods {
  return {
    name,
    controller: { group, kind: 'Cluster', name },
    selectorLabels: instanceLabels(name),
    serviceAccountName: name,
    ports: [Port.postgresql(5432, { name: 'postgresql' }), Port.http(9187, { name: 'metrics' })],
    ...(pooler === undefined ? { service: `${name}-rw` } : {}),
    metrics: { port: 9187, path: '/metrics' },
    fromOperator: [5432, 8000],
    fromSiblings: [5432, 8000],
    toApiServer: true,
    toBuckets: true,
  };
}

/** A Job makes the first server, one each further one, and one upgrades all. */
function jobRoles({ restore, instances }: DatabaseModel): readonly string[] {
  return [restore === undefined ? 'initdb' : 'full-recovery', ...(instances > 1 ? ['join'] : []), 'major-upgrade'];
}

function jobOf({ name }: DatabaseModel, role: string): OperatedPods {
  return {
    name: `${name}-${role}`,
    controller: { group, kind: 'Cluster', name },
    selectorLabels: { 'cnpg.io/cluster': name, 'cnpg.io/jobRole': role },
    serviceAccountName: name,
    ports: [],
    runsToCompletion: true,
    toApiServer: true,
    toBuckets: true,
  };
}

function poolerOf(model: DatabaseModel): OperatedPods {
  const name = poolerName(model);
  return {
    name,
    controller: { group, kind: 'Pooler', name },
    selectorLabels: { 'cnpg.io/poolerName': name },
    serviceAccountName: name,
    ports: [Port.postgresql(5432, { name: 'pgbouncer' }), Port.http(9127, { name: 'metrics' })],
    service: name,
    metrics: { port: 9127, path: '/metrics' },
    toApiServer: true,
  };
}
