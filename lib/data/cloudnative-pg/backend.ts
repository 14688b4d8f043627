import type { DatabaseBackend, DatabaseModel } from '../database-backend';
import { emitBackup } from './backup';
import { emitCluster } from './cluster';
import { emitDatabases } from './databases';
import { emitPooler, poolerName } from './pooler';
import { cloudNativePgPods } from './pods';

/**
 * CloudNativePG. Backups go through its plugin for Barman Cloud.
 *
 * See https://cloudnative-pg.io/docs
 */
export const cloudNativePgBackend: DatabaseBackend = {
  product: 'cloudnative-pg',
  engine: 'postgresql',
  versions: ['14', '15', '16', '17', '18'],
  can: {
    backup: true,
    certificate: true,
    databases: true,
    'even-members': true,
    'one-member': true,
    parameters: true,
    'point-in-time': true,
    pooler: true,
    'pooler-mode': true,
    restore: true,
    synchronous: true,
    'preferred-durability': true,
    users: true,
    'wal-volume': true,
  },
  lacks: ({ backup, restore, runs }) =>
    (backup === undefined && restore === undefined) || runs.barmanCloud === true
      ? undefined
      : {
          path: backup === undefined ? 'restore' : 'backup',
          message: 'Forbidden: CloudNativePG backs up through its plugin for Barman Cloud, and the cluster has none',
          fix: "install it, and say barmanCloud: true in the cluster's operators",
        },
  build: (model) => ({
    manifests: [emitCluster(model), ...emitDatabases(model), ...emitPooler(model), ...emitBackup(model)],
    pods: cloudNativePgPods(model),
    connection: connectionOf(model),
  }),
};

function connectionOf(model: DatabaseModel) {
  const { name, namespace, instances, database, pooler, cluster } = model;
  const hostOf = (service: string): string => `${service}.${namespace}.svc.${cluster.dnsDomain}`;
  return {
    host: hostOf(pooler === undefined ? `${name}-rw` : poolerName(model)),
    // A pooler is for the server that writes.
    ...(instances > 1 && pooler === undefined ? { readHost: hostOf(`${name}-ro`) } : {}),
    port: 5432,
    database,
    secretName: `${name}-app`,
    keys: { username: 'username', password: 'password' },
  };
}
