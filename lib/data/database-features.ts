import type { DatabaseProps } from './database-props';

/** What of a database not every operator can do: the prop that asks for it, and in words. */
export const databaseFeatures = {
  backup: { path: 'backup', what: 'backups in a bucket' },
  certificate: { path: 'tls', what: 'a certificate of its own' },
  databases: { path: 'databases', what: 'further databases' },
  'even-members': { path: 'instances', what: 'an even number of servers' },
  'one-member': { path: 'instances', what: 'a single server' },
  parameters: { path: 'parameters', what: 'settings of the engine' },
  'point-in-time': { path: 'backup.pointInTime', what: 'restoring any moment' },
  pooler: { path: 'pooler', what: 'a pooler' },
  'pooler-mode': { path: 'pooler.mode', what: 'a pooler by sessions or transactions' },
  restore: { path: 'restore', what: 'beginning with a backup' },
  synchronous: { path: 'highAvailability.synchronousReplicas', what: 'a number of synchronous replicas' },
  'preferred-durability': { path: 'highAvailability.durability', what: 'confirming while replicas are missing' },
  users: { path: 'users', what: 'further users' },
  'wal-volume': { path: 'storage.walSize', what: 'a volume for the write-ahead log' },
} as const;

/** Something that not every operator can do. */
export type DatabaseFeature = keyof typeof databaseFeatures;

/** What a database asks for, in the order of its props. */
export function askedFeatures(props: DatabaseProps & { readonly instances: number }): readonly DatabaseFeature[] {
  const { backup, databases = [], users = [], highAvailability = {}, instances, pooler } = props;
  const asked: Readonly<Record<DatabaseFeature, boolean>> = {
    'one-member': instances === 1,
    'even-members': instances % 2 === 0,
    'wal-volume': props.storage.walSize !== undefined,
    synchronous: (highAvailability.synchronousReplicas ?? 0) > 0,
    'preferred-durability': highAvailability.durability === 'preferred',
    databases: databases.length > 0,
    users: users.length > 0,
    parameters: Object.keys(props.parameters ?? {}).length > 0,
    backup: backup !== undefined,
    'point-in-time': backup?.pointInTime === true,
    pooler: pooler !== undefined,
    'pooler-mode': pooler?.mode !== undefined,
    certificate: props.tls !== undefined,
    restore: props.restore !== undefined,
  };
  return keysOf(asked).filter((feature) => asked[feature]);
}

function keysOf(asked: Readonly<Record<DatabaseFeature, boolean>>): readonly DatabaseFeature[] {
  return Object.keys(asked).filter((name): name is DatabaseFeature => name in databaseFeatures);
}
