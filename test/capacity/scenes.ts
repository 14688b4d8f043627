import fc from 'fast-check';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { deployment, node } from './objects';
import type { SimulatedNode, SimulatedWorkload } from './simulated-scheduler';

const key = fc.constantFrom('zone' as const, 'name' as const);
const names = ['w0', 'w1', 'w2', 'w3'];

/** Most workloads have few rules: with all of them, nothing would ever fit. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Nodes of a few pools and zones, as they are drawn: without names. */
export const someNodes = fc.array(
  fc.record({
    zone: fc.constantFrom('a', 'b', 'c'),
    cpu: fc.integer({ min: 2, max: 12 }),
    memory: fc.integer({ min: 2, max: 16 }),
    pool: fc.constantFrom('p', 'q'),
    tainted: fc.constantFrom(false, false, true),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Workloads with rules about nodes and about each other, as they are drawn: without names. */
export const someWorkloads = fc.array(
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
);

/** Gives what was drawn the names that its rules refer to. */
export function named(
  nodes: readonly Omit<SimulatedNode, 'name'>[],
  workloads: readonly Omit<SimulatedWorkload, 'name'>[],
): { readonly nodes: readonly SimulatedNode[]; readonly workloads: readonly SimulatedWorkload[] } {
  return {
    nodes: nodes.map((each, index) => ({ ...each, name: `n${index}` })),
    workloads: workloads.map((each, index) => ({ ...each, name: `w${index}` })),
  };
}

const labels = { zone: 'topology.kubernetes.io/zone', name: 'kubernetes.io/hostname' } as const;

export function asNode({ name, zone, cpu, memory, pool, tainted }: SimulatedNode) {
  const taints = tainted ? { taints: [{ key: 'dedicated', value: 'yes', effect: 'NoSchedule' }] } : {};
  return node({ name, zone, cpu: String(cpu), memory: `${memory}Gi`, labels: { pool }, ...taints });
}

export function asDeployment(workload: SimulatedWorkload) {
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
