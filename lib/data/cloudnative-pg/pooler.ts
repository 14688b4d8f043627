import type { PoolerSpec } from '../../../imports/postgresql.cnpg.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { DatabaseModel } from '../database-backend';

/** Name of the pooler, and of its Service. */
export function poolerName({ name }: Pick<DatabaseModel, 'name'>): string {
  return `${name}-pooler`;
}

/** PgBouncer in front of the server that writes. */
export function emitPooler(model: DatabaseModel): readonly Manifest[] {
  const { name, namespace, pooler } = model;
  if (pooler === undefined) return [];
  const { instances = 2, mode = 'transaction' } = pooler;
  const spec: Plain<PoolerSpec> = {
    cluster: { name },
    instances,
    pgbouncer: { paused: false, poolMode: mode },
    type: 'rw',
  };
  const metadata = { name: poolerName(model), namespace };
  return [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Pooler', metadata, spec }];
}
