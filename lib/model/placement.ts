import type { IConstruct } from 'constructs';
import { assertKnownFields } from '../fleet/assert-known-fields';
import { unknownName } from '../fleet/name-rules';
import { IntentSort } from './intent-sort';
import type {
  Named,
  NeighbourOptions,
  NodeRule,
  PlacementOptions,
  SpreadOptions,
  Strength,
  TolerationOptions,
  Topology,
} from './placement-options';
import type { HasWorkload, WorkloadModel } from './workload-model';

/** What was declared about where the pods of one workload run. */
export interface PlacementIntent {
  readonly workload: WorkloadModel;
  readonly options: PlacementOptions;
  readonly origin: string;
}

/** The placements of a tree. */
export const placementIntents = new IntentSort<PlacementIntent>();

const placementFields: Readonly<Record<keyof PlacementOptions, true>> = {
  onPool: true,
  spreadAcross: true,
  colocateWith: true,
  avoid: true,
  onNodes: true,
  tolerate: true,
  priority: true,
  runtime: true,
  scheduler: true,
  queue: true,
  gang: true,
};
const lists: readonly string[] = ['colocateWith', 'avoid', 'onNodes', 'tolerate'];

/** Where the pods of one workload run. Several declarations add up, as long as each rule has one owner. */
export class Placement {
  private readonly owners = new Set<string>();

  constructor(
    private readonly scope: IConstruct,
    private readonly workload: WorkloadModel,
  ) {}

  /** Declares several rules at once. */
  set(options: PlacementOptions): this {
    const where = `${this.scope.node.path}: placement`;
    assertKnownFields(where, options, placementFields);
    for (const rule of ownedRules(options)) {
      if (this.owners.has(rule))
        throw new Error(`${where}.${rule}: Duplicate value: it was set before: each rule has one owner`);
      this.owners.add(rule);
    }
    assertWords(where, options);
    placementIntents.record(this.scope, { workload: this.workload, options, origin: this.scope.node.path });
    return this;
  }

  /** The nodes of a pool take the pods, and with `required` no others: node selector and tolerations in one. */
  onPool(pool: string, strength: Strength = 'required'): this {
    return this.set({ onPool: { pool, strength } });
  }

  /** Spreads the pods evenly over zones or hosts. */
  spreadAcross(
    topology: Topology,
    strength: Strength = 'preferred',
    options: Omit<SpreadOptions, 'strength'> = {},
  ): this {
    return this.set({ spreadAcross: { [topology]: { ...options, strength } } });
  }

  /** Places the pods near those of another workload. */
  colocateWith(workload: HasWorkload, options: Omit<NeighbourOptions, 'workload'> = {}): this {
    return this.set({ colocateWith: [{ workload, ...options }] });
  }

  /** Keeps the pods away from those of another workload, or of the same. */
  avoid(workload: HasWorkload, options: Omit<NeighbourOptions, 'workload'> = {}): this {
    return this.set({ avoid: [{ workload, ...options }] });
  }

  /** Asks for labels of the nodes. */
  onNodes(...rules: readonly NodeRule[]): this {
    return this.set({ onNodes: rules });
  }

  /** Lets the pods run on nodes with these taints. It does not draw them there. */
  tolerate(...taints: readonly TolerationOptions[]): this {
    return this.set({ tolerate: taints });
  }

  /** Gives the pods a priority: those of lower priority may be removed for them. */
  priority(priority: string | Named): this {
    return this.set({ priority });
  }

  /** Runs the pods with another container runtime. */
  runtime(runtime: string | Named): this {
    return this.set({ runtime });
  }

  /** Leaves the pods to another scheduler, or to a profile of one. */
  scheduler(scheduler: string): this {
    return this.set({ scheduler });
  }

  /** Lets the pods start when a queue admits them. */
  queue(queue: string): this {
    return this.set({ queue });
  }

  /** Lets the pods start together: none before so many can. */
  gang(minimum: number): this {
    return this.set({ gang: { minimum } });
  }
}

/** Rules that can be declared once: each topology of a spread is one of its own. */
function ownedRules({ spreadAcross = {}, ...options }: PlacementOptions): readonly string[] {
  return [
    ...Object.keys(options).filter((rule) => !lists.includes(rule)),
    ...Object.keys(spreadAcross).map((topology) => `spreadAcross.${topology}`),
  ];
}

/** JavaScript lets any word through. */
function assertWords(where: string, options: PlacementOptions): void {
  const { onPool, spreadAcross = {}, colocateWith = [], avoid = [], onNodes = [], tolerate = [], gang } = options;
  const strengths = { required: true, preferred: true } as const;
  const topologies = { zone: true, host: true } as const;
  const word = (path: string, value: string | undefined, known: Readonly<Record<string, true>>): void => {
    if (value !== undefined && !Object.hasOwn(known, value))
      throw unknownName(`${where}.${path}`, value, Object.keys(known));
  };
  if (typeof onPool === 'object') word('onPool.strength', onPool.strength, strengths);
  for (const [topology, spread] of Object.entries(spreadAcross)) {
    word('spreadAcross', topology, topologies);
    const { strength, maxSkew, minDomains } = typeof spread === 'string' ? { strength: spread } : spread;
    word(`spreadAcross.${topology}`, strength, strengths);
    for (const [name, value] of Object.entries({ maxSkew, minDomains }))
      atLeastOne(`${where}.spreadAcross.${topology}.${name}`, value);
    if (minDomains !== undefined && strength !== 'required')
      throw new Error(
        `${where}.spreadAcross.${topology}.minDomains: Forbidden: may only be set where the spread is required`,
      );
  }
  for (const [rule, neighbours] of Object.entries({ colocateWith, avoid })) {
    for (const { workload, topology, strength } of neighbours) {
      const given: unknown = workload;
      if (typeof given !== 'object' || given === null || !('workload' in given))
        throw new Error(
          `${where}.${rule}: Invalid value: must be a blueprint or a Workload; Workload.from(…) makes one of a cdk8s-plus workload`,
        );
      word(`${rule}.topology`, topology, topologies);
      word(`${rule}.strength`, strength, strengths);
    }
  }
  for (const { operator, strength } of onNodes) {
    word('onNodes.operator', operator, { In: true, NotIn: true, Exists: true, DoesNotExist: true, Gt: true, Lt: true });
    word('onNodes.strength', strength, strengths);
  }
  for (const { operator, effect } of tolerate) {
    word('tolerate.operator', operator, { Equal: true, Exists: true });
    word('tolerate.effect', effect, { NoSchedule: true, PreferNoSchedule: true, NoExecute: true });
  }
  atLeastOne(`${where}.gang.minimum`, gang?.minimum);
}

function atLeastOne(path: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new Error(`${path}: Invalid value: ${JSON.stringify(value)}: must be a whole number greater than 0`);
}
