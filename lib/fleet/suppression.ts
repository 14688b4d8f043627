import { fieldsOf, text } from './shape';

/**
 * Accepts what a check says about some objects, for a reason and until a day. From that day on the findings are
 * reported again; a suppression that matches nothing any more is reported as well.
 *
 * On the object itself it is the annotation `cdk8s-blueprints.dev/suppress.<check>: "<reason>; expires 2027-01-31"`.
 */
export interface Suppression {
  /** Id of the check. */
  readonly check: string;
  /** Objects that it covers; every object of the cluster when left out. */
  readonly object?: ObjectPattern;
  /** Why the finding is acceptable here. Never empty. */
  readonly reason: string;
  /** First day on which it no longer holds, as `2027-01-31`. */
  readonly expires: string;
}

/** Objects by kind, namespace and name, where `*` stands for any text: `{ kind: 'Deployment', name: 'legacy-*' }`. */
export interface ObjectPattern {
  /** Kind, as in YAML. @default '*' */
  readonly kind?: string;
  /** The empty string for cluster-scoped objects. @default '*' */
  readonly namespace?: string;
  /** Name of the object. @default '*' */
  readonly name?: string;
}

/** How a suppression is checked. */
export const suppressionShape = fieldsOf<Suppression>({
  check: text,
  'object?': fieldsOf<ObjectPattern>({ 'kind?': text, 'namespace?': text, 'name?': text }),
  reason: text,
  expires: text,
});
