import fc from 'fast-check';
import type { JsonObject } from '../../lib/manifest/objects/json';
import { deployment, node } from './objects';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import type { SimulatedNode, SimulatedPriority, SimulatedWorkload } from './simulated-scheduler';

const key = fc.constantFrom('zone' as const, 'name' as const);
const names = ['w0', 'w1', 'w2', 'w3'];

/** Most workloads have few rules: with all of them, nothing would ever fit. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Few, among which some pods have no scheduler, or drive others away. */
function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 19, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** A node by its number, whether or not there are so many. */
const nodeNumber = fc.integer({ min: 0, max: 5 });

/** Nodes of a few pools and zones, as they are drawn: without names. */
export const someNodes = fc.array(
  fc.record({
    zone: fc.constantFrom('a', 'b', 'c'),
    cpu: fc.integer({ min: 2, max: 12 }),
    memory: fc.integer({ min: 2, max: 16 }),
    pool: fc.constantFrom('p', 'q'),
    tainted: fc.constantFrom(false, false, true),
    unschedulable: fc.constantFrom(false, false, false, false, false, true),
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
    spread: seldom(
      fc.record({
        key,
        maxSkew: fc.integer({ min: 1, max: 2 }),
        honorTaints: fc.boolean(),
        minDomains: fc.constantFrom(undefined, undefined, 2, 3),
      }),
    ),
    apart: seldom(fc.record({ from: fc.constantFrom(...names), key })),
    near: seldom(fc.record({ to: fc.constantFrom(...names), key })),
    hostPort: seldom(fc.constantFrom(80, 443)),
    host: rarely(nodeNumber),
    nodeName: rarely(nodeNumber),
    volumeZone: rarely(fc.constantFrom('a', 'b', 'c')),
    priority: seldom(fc.constantFrom<SimulatedPriority>('low', 'high', 'polite')),
  }),
  { minLength: 1, maxLength: 4 },
);

type DrawnNode = Omit<SimulatedNode, 'name'>;
type DrawnWorkload = Omit<SimulatedWorkload, 'name' | 'host' | 'nodeName'> & {
  readonly host?: number | undefined;
  readonly nodeName?: number | undefined;
};

/** Gives what was drawn the names that its rules refer to. */
export function named(
  nodes: readonly DrawnNode[],
  workloads: readonly DrawnWorkload[],
): { readonly nodes: readonly SimulatedNode[]; readonly workloads: readonly SimulatedWorkload[] } {
  return {
    nodes: nodes.map((each, index) => ({ ...each, name: `n${index}` })),
    workloads: workloads.map(({ host, nodeName, ...each }, index) => ({
      ...each,
      name: `w${index}`,
      host: host === undefined ? undefined : `n${host}`,
      // Pods on a node that is not there are taken away at once.
      nodeName: nodeName === undefined ? undefined : `n${nodeName % nodes.length}`,
    })),
  };
}

/** The classes that priorities name. */
export const priorityClasses: readonly Manifest[] = (['low', 'high', 'polite'] as const).map((name) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value: name === 'low' ? -1000 : 1000,
  ...(name === 'polite' ? { preemptionPolicy: 'Never' } : {}),
}));

const labels = { zone: 'topology.kubernetes.io/zone', name: 'kubernetes.io/hostname' } as const;

export function asNode({ name, zone, cpu, memory, pool, tainted, unschedulable }: SimulatedNode) {
  const taints = tainted ? { taints: [{ key: 'dedicated', value: 'yes', effect: 'NoSchedule' }] } : {};
  return node({ name, zone, cpu: String(cpu), memory: `${memory}Gi`, labels: { pool }, unschedulable, ...taints });
}

export function asDeployment(workload: SimulatedWorkload) {
  const { name, replicas, cpu, memory, pool, tolerates, spread, apart, near, hostPort, host, nodeName } = workload;
  const { volumeZone, priority } = workload;
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
            ...(spread.minDomains !== undefined && { minDomains: spread.minDomains }),
          },
        ],
      }),
      ...(nodeName !== undefined && { nodeName }),
      ...(priority !== undefined && { priorityClassName: priority }),
      ...(volumeZone !== undefined && {
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
      }),
      affinity: {
        ...(host !== undefined && {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [host] }] }],
            },
          },
        }),
        ...(apart !== undefined && { podAntiAffinity: term(apart.from, apart.key) }),
        ...(near !== undefined && { podAffinity: term(near.to, near.key) }),
      },
    },
  });
}

/** The claim of a workload's pods, and the volume in its zone; none where they have none. */
export function volumesOf({ name, volumeZone }: SimulatedWorkload): readonly Manifest[] {
  if (volumeZone === undefined) return [];
  const spec = { accessModes: ['ReadWriteMany'], storageClassName: '' };
  const storage = '1Gi';
  const matchExpressions = [{ key: labels.zone, operator: 'In', values: [volumeZone] }];
  return [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        ...spec,
        capacity: { storage },
        csi: { driver: 'disks.example.com', volumeHandle: name },
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace: 'shop' },
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'shop' },
      spec: { ...spec, resources: { requests: { storage } }, volumeName: name },
    },
  ];
}
