import type { PlanContext } from '../plan-context';
import type { PairedObjects } from '../pair-objects';
import type { PlanTree } from '../plan-tree';

/** Something beyond the objects themselves that a change of the tree brings about. */
export interface Effect {
  readonly topic:
    'capacity' | 'cluster' | 'connections' | 'images' | 'permissions' | 'pod-security' | 'resources' | 'settings';
  /** Whether something is there that was not, is gone, or is another. */
  readonly sign: '+' | '-' | '~';
  readonly text: string;
}

/** What an effect is computed from. */
export interface EffectScene {
  readonly paired: PairedObjects;
  readonly context: PlanContext;
  readonly base: PlanTree;
  readonly next: PlanTree;
}
