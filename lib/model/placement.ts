import type { IConstruct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
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
import { placementShape } from './placement-shape';
import type { HasWorkload, WorkloadModel } from './workload-model';

/** What was declared about where the pods of one workload run. */
export interface PlacementIntent {
  readonly workload: WorkloadModel;
  readonly options: PlacementOptions;
  readonly origin: string;
}

/** The placements of a tree. */
export const placementIntents = new IntentSort<PlacementIntent>();

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
    assertProps(this.scope, 'Placement', placementShape, options, 'placement');
    for (const rule of ownedRules(options)) {
      if (this.owners.has(rule))
        rejectProps(this.scope, 'Placement', {
          path: `placement.${rule}`,
          message: 'Duplicate value: it was set before: each rule has one owner',
          fix: 'leave one of them out',
        });
      this.owners.add(rule);
    }
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
