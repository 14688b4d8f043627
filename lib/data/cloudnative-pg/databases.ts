import type { DatabaseSpec } from '../../../imports/postgresql.cnpg.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { DatabaseModel } from '../database-backend';

/** The databases beside the first. Their data stays when their objects go. */
export function emitDatabases({ name, namespace, databases = [] }: DatabaseModel): readonly Manifest[] {
  return databases.map((database) => {
    const spec: Plain<DatabaseSpec> = {
      cluster: { name },
      databaseReclaimPolicy: 'retain',
      ensure: 'present',
      name: database.name,
      owner: database.owner,
    };
    const metadata = { name: `${name}-${database.name.replaceAll('_', '-')}`, namespace };
    return { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Database', metadata, spec };
  });
}
