import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, Config, MessageBroker, Port } from '../../lib';
import { podName, scratch } from './scratch';
import { volume, type DataSettings } from './settings';

/** NATS with JetStream, for events that must not be lost. */
export function addNats(scope: Construct, settings: DataSettings): MessageBroker {
  const { brokers, gibibytes } = settings;
  const domain = `nats-peers.data.svc.${Cluster.of(scope).dnsDomain}`;
  const routes = Array.from({ length: brokers }, (_, ordinal) => `nats://nats-${ordinal}.${domain}:6222`);
  const config = new Config(scope, 'nats-config', {
    data: {
      'nats.conf': [
        'server_name: $SERVER_NAME',
        'port: 4222',
        'http_port: 8222',
        'pid_file: "/var/run/nats/nats.pid"',
        'lame_duck_grace_period: "10s"',
        'lame_duck_duration: "30s"',
        'jetstream {',
        '  store_dir: "/data"',
        '  max_memory_store: 0',
        `  max_file_store: ${gibibytes - 1}Gi`,
        '}',
        'cluster {',
        '  name: "nats"',
        '  port: 6222',
        '  no_advertise: true',
        `  routes: [${routes.map((route) => `"${route}"`).join(', ')}]`,
        '}',
        '',
      ].join('\n'),
    },
  });
  const { volumes, container } = scratch({ pid: '/var/run/nats' });
  return new MessageBroker(scope, 'nats', {
    image: 'docker.io/library/nats:2.12.8-alpine',
    replicas: brokers,
    ports: [Port.tcp(4222, { name: 'client' }), Port.http(7777, { name: 'metrics' })],
    peerPorts: [Port.tcp(6222, { name: 'cluster' }), Port.http(8222, { name: 'monitor' })],
    metrics: { port: 'metrics' },
    args: ['--config=/etc/nats/nats.conf'],
    env: { SERVER_NAME: podName },
    config: [config.mount('/etc/nats')],
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    probes: {
      // Streams are recovered from the volume before the server is healthy.
      startup: { httpGet: { path: '/healthz', port: 8222 }, period: Duration.seconds(10), failureThreshold: 90 },
      readiness: { httpGet: { path: '/healthz?js-server-only=true', port: 8222 } },
      liveness: { httpGet: { path: '/healthz?js-enabled-only=true', port: 8222 }, period: Duration.seconds(30) },
    },
    // Clients move to other servers before this one ends.
    preStop: ['nats-server', '--signal', 'ldm=/var/run/nats/nats.pid'],
    terminationGracePeriod: Duration.seconds(60),
    podSecurityContext: { runAsUser: 1000, runAsGroup: 1000 },
    fsGroup: 1000,
    volumeClaimTemplates: { data: volume(settings, '/data') },
    volumes,
    container,
    sidecars: [
      {
        name: 'exporter',
        image: 'docker.io/natsio/prometheus-nats-exporter:0.17.3',
        args: ['-port=7777', '-connz', '-routez', '-varz', '-jsz=all', 'http://localhost:8222'],
        resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '32Mi' } },
      },
    ],
  });
}
