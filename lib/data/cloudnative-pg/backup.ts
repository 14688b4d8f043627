import type { ObjectStoreSpec } from '../../../imports/barmancloud.cnpg.io';
import type { ScheduledBackupSpec } from '../../../imports/postgresql.cnpg.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { DatabaseModel } from '../database-backend';
import type { DatabaseBucket } from '../database-props';

/** Name of the plugin for Barman Cloud. */
export const barmanPlugin = 'barman-cloud.cloudnative-pg.io';

/** Name of the object that says where a bucket is. */
export function bucketName({ name }: Pick<DatabaseModel, 'name'>, use: 'backup' | 'restore'): string {
  return `${name}-${use}`;
}

/** Where backups go and come from, and when the next one is made. */
export function emitBackup(model: DatabaseModel): readonly Manifest[] {
  const { name, namespace, backup, restore } = model;
  const restored = restore === undefined ? [] : [storeOf(bucketName(model, 'restore'), namespace, restore)];
  if (backup === undefined) return restored;
  const spec: Plain<ScheduledBackupSpec> = {
    backupOwnerReference: 'cluster',
    cluster: { name },
    method: 'plugin',
    pluginConfiguration: { name: barmanPlugin },
    // Its schedules begin with seconds.
    schedule: `0 ${backup.schedule}`,
  };
  const retention = `${backup.retention.toDays()}d`;
  return [
    storeOf(bucketName(model, 'backup'), namespace, backup, retention),
    { apiVersion: 'postgresql.cnpg.io/v1', kind: 'ScheduledBackup', metadata: { name, namespace }, spec },
    ...restored,
  ];
}

function storeOf(
  name: string,
  namespace: string,
  { path, endpoint, credentials }: DatabaseBucket,
  retentionPolicy?: string,
): Manifest {
  const spec: Plain<ObjectStoreSpec> = {
    configuration: {
      data: { compression: 'gzip' },
      destinationPath: path,
      ...(endpoint === undefined ? {} : { endpointURL: endpoint }),
      s3Credentials: keysOf(credentials),
      wal: { compression: 'gzip' },
    },
    ...(retentionPolicy === undefined ? {} : { retentionPolicy }),
  };
  return { apiVersion: 'barmancloud.cnpg.io/v1', kind: 'ObjectStore', metadata: { name, namespace }, spec };
}

function keysOf(credentials: DatabaseBucket['credentials']) {
  if (credentials === undefined) return { inheritFromIAMRole: true };
  const { secretName, accessKeyIdKey = 'ACCESS_KEY_ID', secretAccessKeyKey = 'SECRET_ACCESS_KEY' } = credentials;
  return {
    accessKeyId: { key: accessKeyIdKey, name: secretName },
    secretAccessKey: { key: secretAccessKeyKey, name: secretName },
  };
}
