import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, Config, Port, QuorumStore, ShardedStore } from '../../lib';
import { podName, podNumber, scratch } from './scratch';
import { credentials } from './credentials';
import { volume, type DataSettings } from './settings';

const version = '25.8.30.16';

/** ClickHouse in shards, for analytics, with a Keeper by which the replicas of a shard agree. */
export function addClickHouse(scope: Construct, settings: DataSettings): ShardedStore {
  const keeper = addKeeper(scope, settings);
  const secret = credentials(scope, 'clickhouse', ['password-sha256', 'cluster-secret']);
  const { shards, shardReplicas } = settings;
  const { dnsDomain } = Cluster.of(scope);
  const replicasOf = (shard: number) =>
    Array.from({ length: shardReplicas }, (_, ordinal) => {
      const name = `clickhouse-${shard}`;
      return `<replica><host>${name}-${ordinal}.${name}-peers.data.svc.${dnsDomain}</host><port>9000</port></replica>`;
    });
  const config = new Config(scope, 'clickhouse-config', {
    data: {
      'platform.xml': xml([
        '<listen_host>0.0.0.0</listen_host>',
        '<logger><level>information</level><console>true</console><log remove="remove"/><errorlog remove="remove"/></logger>',
        '<interserver_http_port>9009</interserver_http_port>',
        `<interserver_http_host from_env="POD_HOST"/>`,
        '<macros><shard from_env="SHARD"/><replica from_env="POD_NAME"/></macros>',
        '<zookeeper>',
        ...keeper.members.hosts().map((host) => `  <node><host>${host}</host><port>9181</port></node>`),
        '</zookeeper>',
        '<remote_servers replace="replace"><analytics>',
        '  <secret from_env="CLUSTER_SECRET"/>',
        ...Array.from(
          { length: shards },
          (_, shard) =>
            `  <shard><internal_replication>true</internal_replication>${replicasOf(shard).join('')}</shard>`,
        ),
        '</analytics></remote_servers>',
        '<prometheus><endpoint>/metrics</endpoint><port>9363</port><metrics>true</metrics><events>true</events></prometheus>',
      ]),
    },
  });
  const users = new Config(scope, 'clickhouse-users', {
    data: {
      'platform.xml': xml(['<users><default><password_sha256_hex from_env="PASSWORD_SHA256"/></default></users>']),
    },
  });
  const { volumes, container } = scratch({ tmp: '/tmp', logs: '/var/log/clickhouse-server' });
  const clickHouse = new ShardedStore(scope, 'clickhouse', {
    image: `docker.io/clickhouse/clickhouse-server:${version}`,
    containerName: 'clickhouse',
    shards,
    replicas: shardReplicas,
    ports: [Port.http(8123), Port.tcp(9000, { name: 'native' }), Port.http(9363, { name: 'metrics' })],
    peerPorts: [Port.tcp(9009, { name: 'interserver' })],
    metrics: { port: 'metrics' },
    env: {
      POD_NAME: podName,
      CLICKHOUSE_SKIP_USER_SETUP: '1',
      PASSWORD_SHA256: secret.value('password-sha256'),
      CLUSTER_SECRET: secret.value('cluster-secret'),
    },
    shard: (shard) => ({
      env: {
        SHARD: `${shard}`,
        POD_HOST: `$(POD_NAME).clickhouse-${shard}-peers.data.svc.${dnsDomain}`,
      },
    }),
    config: [config.mount('/etc/clickhouse-server/config.d'), users.mount('/etc/clickhouse-server/users.d')],
    resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } },
    probes: {
      // Parts of tables are loaded before it answers.
      startup: { httpGet: { path: '/ping', port: 8123 }, period: Duration.seconds(10), failureThreshold: 90 },
      readiness: { httpGet: { path: '/ping', port: 8123 }, period: Duration.seconds(5) },
      liveness: { httpGet: { path: '/ping', port: 8123 }, period: Duration.seconds(20), failureThreshold: 5 },
    },
    terminationGracePeriod: Duration.seconds(120),
    podSecurityContext: { runAsUser: 101, runAsGroup: 101 },
    fsGroup: 101,
    volumeClaimTemplates: { data: volume(settings, '/var/lib/clickhouse') },
    volumes,
    container,
  });
  clickHouse.allowTo(keeper);
  // A query of the whole table asks every shard.
  for (const { workload } of clickHouse.shards)
    for (const other of clickHouse.shards) workload.connections.allowTo(other.workload, { ports: ['native'] });
  return clickHouse;
}

/** Its members are numbered from 1, as their configuration is. */
function addKeeper(scope: Construct, settings: DataSettings): QuorumStore {
  const { dnsDomain } = Cluster.of(scope);
  const host = (number: number) => `clickhouse-keeper-${number}.clickhouse-keeper-peers.data.svc.${dnsDomain}`;
  const config = new Config(scope, 'clickhouse-keeper-config', {
    data: {
      'keeper_config.xml': xml([
        '<listen_host>0.0.0.0</listen_host>',
        '<logger><level>information</level><console>true</console></logger>',
        '<path>/var/lib/clickhouse-keeper</path>',
        '<keeper_server>',
        '  <tcp_port>9181</tcp_port>',
        '  <server_id from_env="SERVER_ID"/>',
        '  <log_storage_path>/var/lib/clickhouse-keeper/coordination/log</log_storage_path>',
        '  <snapshot_storage_path>/var/lib/clickhouse-keeper/coordination/snapshots</snapshot_storage_path>',
        '  <raft_configuration>',
        ...[1, 2, 3].map(
          (id) => `    <server><id>${id}</id><hostname>${host(id)}</hostname><port>9234</port></server>`,
        ),
        '  </raft_configuration>',
        '  <http_control><port>9182</port><readiness><endpoint>/ready</endpoint></readiness></http_control>',
        '</keeper_server>',
        '<prometheus><endpoint>/metrics</endpoint><port>9363</port><metrics>true</metrics><events>true</events></prometheus>',
      ]),
    },
  });
  const { volumes, container } = scratch({ tmp: '/tmp' });
  return new QuorumStore(scope, 'clickhouse-keeper', {
    image: `docker.io/clickhouse/clickhouse-keeper:${version}`,
    containerName: 'keeper',
    replicas: 3,
    firstOrdinal: 1,
    ports: [Port.tcp(9181, { name: 'client' }), Port.http(9363, { name: 'metrics' })],
    peerPorts: [Port.tcp(9234, { name: 'raft' }), Port.http(9182, { name: 'control' })],
    metrics: { port: 'metrics' },
    command: ['clickhouse-keeper', '--config-file=/etc/clickhouse-keeper/keeper_config.xml'],
    env: { SERVER_ID: podNumber },
    config: [config.mount('/etc/clickhouse-keeper')],
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    probes: {
      startup: { tcpSocket: { port: 9181 }, period: Duration.seconds(5), failureThreshold: 60 },
      // Of the quorum: members find each other before they are ready.
      readiness: { httpGet: { path: '/ready', port: 9182 }, period: Duration.seconds(5) },
      liveness: { tcpSocket: { port: 9181 }, period: Duration.seconds(20), failureThreshold: 4 },
    },
    terminationGracePeriod: Duration.seconds(60),
    podSecurityContext: { runAsUser: 101, runAsGroup: 101 },
    fsGroup: 101,
    volumeClaimTemplates: { data: volume(settings, '/var/lib/clickhouse-keeper') },
    volumes,
    container,
  });
}

function xml(lines: readonly string[]): string {
  return ['<clickhouse>', ...lines.map((line) => `  ${line}`), '</clickhouse>', ''].join('\n');
}
