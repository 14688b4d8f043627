import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, Config, Port, PrimaryReplicaStore, VolumeSnapshots, type Probe } from '../../lib';
import { scratch } from './scratch';
import { credentials } from './credentials';
import { volume, type DataSettings } from './settings';

const image = 'docker.io/library/postgres:17.6';
const data = '/var/lib/postgresql/data/pgdata';
const isReady: Probe = { exec: { command: ['pg_isready', '--username=postgres', '--dbname=postgres'] } };

/** PostgreSQL: a primary for orders, and replicas for reports. */
export function addPostgres(scope: Construct, settings: DataSettings): PrimaryReplicaStore {
  const primary = `postgres-primary-0.postgres-primary-peers.data.svc.${Cluster.of(scope).dnsDomain}`;
  const secret = credentials(scope, 'postgres', ['password', 'replication-password']);
  const config = new Config(scope, 'postgres-config', {
    data: {
      'postgresql.conf': [
        "listen_addresses = '*'",
        'max_connections = 200',
        "shared_buffers = '512MB'",
        "wal_level = 'replica'",
        'max_wal_senders = 10',
        // A replica that was away for a while still finds what it missed.
        "wal_keep_size = '2GB'",
        'hot_standby = on',
        'hot_standby_feedback = on',
        "password_encryption = 'scram-sha-256'",
        "log_destination = 'stderr'",
        '',
      ].join('\n'),
      'pg_hba.conf': [
        'local all all trust',
        'host replication replicator all scram-sha-256',
        'host all all all scram-sha-256',
        '',
      ].join('\n'),
    },
  });
  const bootstrap = new Config(scope, 'postgres-bootstrap', {
    data: {
      'replicator.sh': [
        'psql --set=ON_ERROR_STOP=1 --set=password="$REPLICATION_PASSWORD" --username=postgres <<EOSQL',
        "CREATE ROLE replicator WITH REPLICATION LOGIN PASSWORD :'password';",
        'EOSQL',
        '',
      ].join('\n'),
    },
  });
  const { volumes, container } = scratch({ run: '/var/run/postgresql', tmp: '/tmp' });
  const resources = { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } };
  const postgres = new PrimaryReplicaStore(scope, 'postgres', {
    image,
    containerName: 'postgres',
    replicas: settings.readReplicas,
    ports: [Port.postgresql(5432)],
    args: ['-c', 'config_file=/etc/postgresql/postgresql.conf', '-c', 'hba_file=/etc/postgresql/pg_hba.conf'],
    env: {
      PGDATA: data,
      POSTGRES_PASSWORD: secret.value('password'),
      REPLICATION_PASSWORD: secret.value('replication-password'),
    },
    config: [config.mount('/etc/postgresql')],
    resources,
    probes: {
      // Recovery from the write-ahead log, and the copy of a replica, take a while.
      startup: { ...isReady, period: Duration.seconds(10), failureThreshold: 180 },
      readiness: { ...isReady, period: Duration.seconds(5) },
      liveness: { ...isReady, period: Duration.seconds(20), timeout: Duration.seconds(5), failureThreshold: 6 },
    },
    preStop: ['pg_ctl', 'stop', '--mode=fast', '--wait', '--timeout=90'],
    terminationGracePeriod: Duration.seconds(120),
    podSecurityContext: { runAsUser: 999, runAsGroup: 999 },
    fsGroup: 999,
    volumeClaimTemplates: { data: volume(settings, '/var/lib/postgresql/data') },
    volumes: [...volumes, { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } }],
    container: { volumeMounts: [...container.volumeMounts, { name: 'shm', mountPath: '/dev/shm' }] },
    primary: { config: [bootstrap.mount('/docker-entrypoint-initdb.d')] },
    replica: {
      initContainers: [
        {
          name: 'copy-primary',
          image,
          command: [
            '/bin/bash',
            '-c',
            [
              'set -eu',
              'if [ -s "$PGDATA/PG_VERSION" ]; then exit 0; fi',
              'rm -rf "$PGDATA"',
              `pg_basebackup --host=${primary} --username=replicator --pgdata="$PGDATA" --write-recovery-conf --wal-method=stream --checkpoint=fast`,
            ].join('\n'),
          ],
          env: [
            { name: 'PGDATA', value: data },
            { name: 'PGPASSWORD', valueFrom: secret.value('replication-password') },
          ],
          resources,
          volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }],
        },
      ],
    },
  });
  new VolumeSnapshots(scope, 'postgres-snapshots', {
    store: postgres.primary,
    schedule: '30 2 * * *',
    keep: 14,
    volumeSnapshotClassName: 'ebs',
    image: 'docker.io/alpine/k8s:1.34.1',
    runAsUser: 1000,
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  return postgres;
}
