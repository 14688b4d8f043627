import fc from 'fast-check';
import { runChecks, type LocatedManifest } from '../../lib';
import { requireQuorum } from '../../lib/checks/storage/require-quorum';
import { facts } from './facts';

const hostname = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'etcd' } } };

function etcd(members: number, maxSkew: number): LocatedManifest {
  const spread = {
    maxSkew,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'etcd' } },
  };
  return {
    manifest: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'etcd', namespace: 'data' },
      spec: {
        replicas: members,
        serviceName: 'etcd',
        selector: { matchLabels: { app: 'etcd' } },
        template: {
          metadata: { labels: { app: 'etcd' } },
          spec: {
            affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [hostname] } },
            topologySpreadConstraints: [spread],
            containers: [{ name: 'etcd', image: 'quay.io/coreos/etcd:v3.6.7' }],
          },
        },
      },
    },
  };
}

/** Every way to put members into zones that differ by `maxSkew` at most. */
function* placements(
  members: number,
  zones: number,
  maxSkew: number,
  placed: number[] = [],
): Iterable<readonly number[]> {
  if (placed.length === zones) {
    const sum = placed.reduce((total, each) => total + each, 0);
    if (sum === members && Math.max(...placed) - Math.min(...placed) <= maxSkew) yield placed;
    return;
  }
  for (let count = 0; count <= members; count += 1) yield* placements(members, zones, maxSkew, [...placed, count]);
}

test('a quorum is said to survive a zone exactly where it does, wherever the scheduler may put its members', () => {
  const input = fc.record({
    members: fc.constantFrom(3, 5, 7),
    zones: fc.integer({ min: 1, max: 5 }),
    maxSkew: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(input, ({ members, zones, maxSkew }) => {
      const names = Array.from({ length: zones }, (_, zone) => `zone-${zone}`);
      const { findings } = runChecks({
        manifests: [etcd(members, maxSkew)],
        cluster: facts({ zones: names }),
        checks: [requireQuorum],
      });
      const survives = [...placements(members, zones, maxSkew)].every(
        (placed) => members - Math.max(...placed) > members / 2,
      );
      expect({ members, zones, maxSkew, survives: findings.length === 0 }).toEqual({
        members,
        zones,
        maxSkew,
        survives,
      });
    }),
    { numRuns: 45 },
  );
});
