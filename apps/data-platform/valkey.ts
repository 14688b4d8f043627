import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { EphemeralCache, Port, type Probe } from '../../lib';
import type { DataSettings } from './settings';

const ping: Probe = { exec: { command: ['valkey-cli', 'ping'] } };

/** Valkey as a cache: nothing is kept, and clients choose the node of a key. */
export function addValkey(scope: Construct, { caches }: DataSettings): EphemeralCache {
  return new EphemeralCache(scope, 'valkey', {
    image: 'docker.io/valkey/valkey:8.1.4-alpine',
    replicas: caches,
    ports: [Port.redis(6379)],
    command: ['valkey-server'],
    args: [
      '--maxmemory',
      '200mb',
      '--maxmemory-policy',
      'allkeys-lru',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      '/tmp',
    ],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    probes: {
      startup: { ...ping, period: Duration.seconds(1), failureThreshold: 30 },
      readiness: { ...ping, period: Duration.seconds(5) },
      liveness: { ...ping, period: Duration.seconds(15), timeout: Duration.seconds(3) },
    },
    podSecurityContext: { runAsUser: 999, runAsGroup: 1000 },
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }],
    container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
  });
}
