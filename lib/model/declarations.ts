import type { IConstruct } from 'constructs';
import type { Connection } from './connection';
import type { NamespaceModel } from './namespace-model';
import type { WorkloadModel } from './workload-model';

/** Everything that constructs declared in one tree, before anything is decided. */
export class Declarations {
  /** The declarations of the tree that a construct stands in. */
  static of(construct: IConstruct): Declarations {
    const { root } = construct.node;
    let declarations = byRoot.get(root);
    if (declarations === undefined) byRoot.set(root, (declarations = new Declarations()));
    return declarations;
  }

  readonly workloads: WorkloadModel[] = [];
  readonly connections: Connection[] = [];
  private readonly namespacesByName = new Map<string, NamespaceModel>();

  /** Declares a namespace. Several charts may share one, as long as they agree about it. */
  addNamespace(next: NamespaceModel): void {
    const present = this.namespacesByName.get(next.name);
    if (present === undefined) {
      this.namespacesByName.set(next.name, next);
      return;
    }
    for (const field of ['podSecurity', 'isolated'] as const) {
      if (present[field] === next[field]) continue;
      throw new Error(
        `namespace ${next.name}: ${field}: ${present.origin} says ${String(present[field])}, ${next.origin} says ${String(next[field])}: say the same in both charts`,
      );
    }
    this.namespacesByName.set(next.name, {
      ...present,
      create: present.create || next.create,
      labels: { ...present.labels, ...next.labels },
      annotations: { ...present.annotations, ...next.annotations },
    });
  }

  namespaces(): ReadonlyMap<string, NamespaceModel> {
    return this.namespacesByName;
  }
}

const byRoot = new WeakMap<IConstruct, Declarations>();
