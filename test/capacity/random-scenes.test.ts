import fc from 'fast-check';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { answerFor, deployment, judge, node } from './objects';
import { pendingPods, type SimulatedNode, type SimulatedWorkload } from './simulated-scheduler';

const runs = Number(process.env.SCENES ?? 200);
const key = fc.constantFrom('zone' as const, 'name' as const);
const names = ['w0', 'w1', 'w2', 'w3'];

/** Most workloads have few rules: with all of them, nothing would ever fit. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

const scene = fc.record({
  nodes: fc.array(
    fc.record({
      zone: fc.constantFrom('a', 'b', 'c'),
      cpu: fc.integer({ min: 2, max: 12 }),
      memory: fc.integer({ min: 2, max: 16 }),
      pool: fc.constantFrom('p', 'q'),
      tainted: fc.constantFrom(false, false, true),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  workloads: fc.array(
    fc.record({
      replicas: fc.integer({ min: 1, max: 5 }),
      cpu: fc.integer({ min: 1, max: 3 }),
      memory: fc.integer({ min: 1, max: 4 }),
      tolerates: fc.boolean(),
      pool: seldom(fc.constantFrom('p', 'q')),
      spread: seldom(fc.record({ key, maxSkew: fc.integer({ min: 1, max: 2 }), honorTaints: fc.boolean() })),
      apart: seldom(fc.record({ from: fc.constantFrom(...names), key })),
      near: seldom(fc.record({ to: fc.constantFrom(...names), key })),
      hostPort: seldom(fc.constantFrom(80, 443)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  seeds: fc.array(fc.infiniteStream(fc.nat(1000)), { minLength: 6, maxLength: 6 }),
});

test('what a scheduler leaves without a node is never proved, and what it places is never violated', () => {
  const seen = { proved: 0, violated: 0, unproved: 0 };
  fc.assert(
    fc.property(scene, ({ nodes: sketches, workloads: asked, seeds }) => {
      const nodes = sketches.map((each, index): SimulatedNode => ({ ...each, name: `n${index}` }));
      const workloads = asked.map((each, index): SimulatedWorkload => ({ ...each, name: `w${index}` }));
      const answer = judge(workloads.map(asDeployment), nodes.map(asNode));
      for (const { status } of answer.workloads) seen[status] += 1;
      for (const seed of seeds) {
        const next = () => Number(seed.next().value);
        const queue = workloads.flatMap((workload) => Array.from({ length: workload.replicas }, () => workload));
        const shuffled = queue.map((workload) => ({ workload, at: next() })).sort((a, b) => a.at - b.at);
        const pending = pendingPods(
          nodes,
          shuffled.map(({ workload }) => workload),
          (count) => next() % Math.max(1, count),
        );
        for (const { name } of workloads) {
          const { status, together } = answerFor(answer, name);
          if (status === 'proved') expect({ name, pending: pending.get(name) ?? 0 }).toEqual({ name, pending: 0 });
          if (status !== 'violated') continue;
          const short = together.some(({ manifest }) => (pending.get(manifest.metadata.name ?? '') ?? 0) > 0);
          expect({ name, short }).toEqual({ name, short: true });
        }
      }
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.proved, seen.violated)).toBeGreaterThan(runs / 20);
});

const labels = { zone: 'topology.kubernetes.io/zone', name: 'kubernetes.io/hostname' } as const;

function asNode({ name, zone, cpu, memory, pool, tainted }: SimulatedNode) {
  const taints = tainted ? { taints: [{ key: 'dedicated', value: 'yes', effect: 'NoSchedule' }] } : {};
  return node({ name, zone, cpu: String(cpu), memory: `${memory}Gi`, labels: { pool }, ...taints });
}

function asDeployment(workload: SimulatedWorkload) {
  const { name, replicas, cpu, memory, pool, tolerates, spread, apart, near, hostPort } = workload;
  const term = (app: string, at: 'zone' | 'name'): JsonObject => ({
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: labels[at], labelSelector: { matchLabels: { app } } },
    ],
  });
  const resources = { requests: { cpu: String(cpu), memory: `${memory}Gi` } };
  const ports = hostPort === undefined ? {} : { ports: [{ containerPort: hostPort, hostPort }] };
  return deployment({
    name,
    replicas,
    pod: {
      containers: [{ name: 'app', image: 'app:1', resources, ...ports }],
      ...(pool !== undefined && { nodeSelector: { pool } }),
      ...(tolerates && { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
      ...(spread !== undefined && {
        topologySpreadConstraints: [
          {
            topologyKey: labels[spread.key],
            maxSkew: spread.maxSkew,
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { app: name } },
            ...(spread.honorTaints && { nodeTaintsPolicy: 'Honor' }),
          },
        ],
      }),
      affinity: {
        ...(apart !== undefined && { podAntiAffinity: term(apart.from, apart.key) }),
        ...(near !== undefined && { podAffinity: term(near.to, near.key) }),
      },
    },
  });
}
