import type { Field } from '../../../manifest/objects/field';
import { invalid, negative } from '../../field-error';
import type { Problem } from '../../finding';

/** A number that is not below zero, and that proxies can count with. */
export function* limitProblems(limit: Field): Iterable<Problem> {
  yield* negative(limit);
  yield* widthProblems(limit);
}

/** Definitions let wider numbers pass, which nobody can decode. */
export function* widthProblems(number: Field): Iterable<Problem> {
  const value = number.number ?? 0;
  if (value >= 2 ** 31 || value < -(2 ** 31)) yield invalid(number, 'must fit into 32 bits', 'write a smaller number');
}
