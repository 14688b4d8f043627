import { Construct, type IConstruct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import { ClusterScope } from '../fleet/cluster-scope';
import { appendTo } from '../manifest/objects/append-to';
import { agreedNamespace, type AgreedNamespace } from './agreed-namespace';
import type { Connection } from './connection';
import type { NamespaceModel } from './namespace-model';
import { formatWorkload, type WorkloadModel } from './workload-model';

/** Everything that constructs declared in one tree, before anything is decided. */
export class Declarations {
  /** The declarations of the tree that a construct stands in. */
  static of(construct: IConstruct): Declarations {
    const { root } = construct.node;
    let declarations = byRoot.get(root);
    if (declarations === undefined) byRoot.set(root, (declarations = new Declarations(root)));
    return declarations;
  }

  readonly workloads: WorkloadModel[] = [];
  readonly connections: Connection[] = [];
  private readonly namespacesByName = new Map<string, NamespaceModel[]>();

  /** @param root of the tree; left out where there is none */
  constructor(private readonly root?: IConstruct) {}

  /** Declares a workload: of this tree, and of no other. */
  addWorkload(workload: WorkloadModel): void {
    this.workloads.push(workload);
    homes.set(workload, { declarations: this, workload });
  }

  /**
   * Refuses what an intent says of another tree's workloads and constructs, at whatever place in it: nothing in this tree
   * could come of it.
   */
  assertOwn(scope: IConstruct, intent: unknown): void {
    const seen = new Set<unknown>();
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      seen.add(value);
      const home = homes.get(value);
      if (home !== undefined) return this.assertHome(scope, home.declarations, home.workload);
      if (Construct.isConstruct(value)) {
        if (value.node.root !== this.root) this.assertHome(scope, Declarations.of(value), value);
        return;
      }
      for (const part of Object.values(value)) look(part);
    };
    look(intent);
  }

  private assertHome(scope: IConstruct, home: Declarations, value: IConstruct | WorkloadModel): void {
    if (home === this) return;
    const name = Construct.isConstruct(value) ? value.node.path : formatWorkload(value);
    rejectProps(scope, 'Construct', {
      path: '',
      message: `Invalid value: ${name}: it is deployed to ${clusterOf(home.root)}, or was for an earlier rendering`,
      fix: "use the workload that this call of deploy has made, or Peers.remoteWorkload(cluster, namespace, name) for another cluster's",
    });
  }

  /** Declares a namespace. Several charts may share one, as long as they agree about it. */
  addNamespace(next: NamespaceModel): void {
    appendTo(this.namespacesByName, next.name, next);
  }

  /** What is declared of each namespace, and where its charts contradict each other. */
  namespaces(): ReadonlyMap<string, AgreedNamespace> {
    const agreed = new Map<string, AgreedNamespace>();
    for (const [name, [first, ...others]] of this.namespacesByName)
      if (first !== undefined) agreed.set(name, agreedNamespace(first, others));
    return agreed;
  }
}

const byRoot = new WeakMap<IConstruct, Declarations>();
const homes = new WeakMap<object, { readonly declarations: Declarations; readonly workload: WorkloadModel }>();

function clusterOf(root: IConstruct | undefined): string {
  return root instanceof ClusterScope ? `the cluster ${root.cluster.name}` : 'another tree';
}
