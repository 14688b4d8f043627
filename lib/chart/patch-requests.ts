import type { JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Which object a patch is for. */
export interface PatchTarget {
  /** Kind, as in YAML: `Deployment`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** API group, where two groups share the kind. @default any */
  readonly group?: string;
  /** Namespace of the object. @default the chart's namespace; for cluster-scoped objects it is not looked at */
  readonly namespace?: string;
}

/** A patch as a chart asked for it. */
export interface PatchRequest {
  readonly target: PatchTarget;
  readonly operations: readonly JsonPatch[];
  readonly origin: string;
}

/** The patches that charts of a tree ask for, in the order in which they asked. */
export class PatchRequests {
  static of(construct: IConstruct): PatchRequests {
    const { root } = construct.node;
    let requests = byRoot.get(root);
    if (requests === undefined) byRoot.set(root, (requests = new PatchRequests()));
    return requests;
  }

  private readonly requests: PatchRequest[] = [];

  add(request: PatchRequest): void {
    this.requests.push(request);
  }

  all(): readonly PatchRequest[] {
    return this.requests;
  }
}

const byRoot = new WeakMap<IConstruct, PatchRequests>();
