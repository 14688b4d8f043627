import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';

/** One rule of the Pod Security Standards, with what it said in each version. */
export interface Control {
  /** As the admission plugin names it. */
  readonly id: string;
  /** Namespaces at `restricted` obey the controls of both levels. */
  readonly level: 'baseline' | 'restricted';
  readonly fix: string;
  /** Oldest first. What a released version said is never edited: a change is a new entry. */
  readonly versions: readonly ControlVersion[];
}

export interface ControlVersion {
  /** Minor of the Kubernetes version since which this holds: 25 for v1.25. */
  readonly since: number;
  /** Id of the baseline control that this one stands in for at `restricted`. */
  readonly overrides?: string;
  readonly evaluate: Evaluate;
}

/** What a pod does against a control; undefined where it does nothing against it. */
export type Evaluate = (pod: ReviewedPod) => Offence | undefined;

export interface ReviewedPod {
  readonly metadata: Field;
  readonly spec: Field;
  /** The pod's own; each container has one besides. */
  readonly securityContext: Field;
  /** Init, ordinary and ephemeral containers. */
  readonly containers: readonly Container[];
}

export interface Offence {
  /** The control in a few words: `host namespaces`. */
  readonly reason: string;
  /** Who does what: `hostNetwork=true`. */
  readonly detail: string;
  /** The first field that does it, or the one that should have been set. */
  readonly field: Field;
}

/** Windows has no such setting, and the API server refuses it there: pods with `os.name: windows` need not set it. */
export function exceptOnWindows(evaluate: Evaluate): Evaluate {
  return (pod) => (pod.spec.at('os', 'name').value === 'windows' ? undefined : evaluate(pod));
}

/** In a user namespace (`hostUsers: false`), root within the pod is nobody on the node. */
export function exceptInUserNamespace(evaluate: Evaluate): Evaluate {
  return (pod) => (pod.spec.at('hostUsers').value === false ? undefined : evaluate(pod));
}
