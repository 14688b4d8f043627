import type { IConstruct } from 'constructs';
import type { ClusterModel } from './cluster-model';
import { Declarations } from './declarations';

/**
 * A sort of intent that a capability defines for itself, such as traffic policies: its constructs record what users
 * declare under it, and its `resolve` reads that back.
 */
export class IntentSort<T> {
  private readonly recorded = new WeakMap<Declarations, T[]>();

  record(scope: IConstruct, intent: T): void {
    const declarations = Declarations.of(scope);
    declarations.assertOwn(scope, intent);
    const intents = this.recorded.get(declarations);
    if (intents === undefined) this.recorded.set(declarations, [intent]);
    else intents.push(intent);
  }

  /** What was recorded in the tree of a cluster, in the order of declaration. */
  in({ declarations }: ClusterModel): readonly T[] {
    return this.recorded.get(declarations) ?? [];
  }
}
