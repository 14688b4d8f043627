/** What an evaluation ends with when the data is not as the rule expects: the API server rejects the object. */
export class CelError extends Error {}

/** What an evaluation ends with when this evaluator lacks something: nothing is known of the object. */
export class CelUnsupported extends Error {}

/** The operands of an operator, function or method have types that it is not defined for. */
export function noSuchOverload(): CelError {
  return new CelError('no such overload');
}

/** The error to keep of two: that nothing is known weighs more than that something is wrong. */
export function heavierError(left: unknown, right: unknown): unknown {
  return left instanceof CelUnsupported ? left : right;
}
