import { parseDateTime } from '../../structure/date-time';
import { goPattern } from '../../../manifest/objects/go-pattern';
import { parseGoDuration } from '../../structure/go-duration';
import type { CelNode } from '../syntax/node';

/** What is wrong with a literal that a function of one meaning is called with: the server need not run it to know. */
export function literalError({ name, target, args }: Extract<CelNode, { readonly kind: 'call' }>): string | undefined {
  const pattern = patternOf(name, target === undefined ? args.slice(1) : args);
  if (pattern !== undefined) return goPattern(pattern) === undefined ? `invalid ${name} argument` : undefined;
  const text = target === undefined && args.length === 1 ? textOf(args[0]) : undefined;
  if (text === undefined) return undefined;
  if (name === 'duration' && parseGoDuration(text) === undefined) return 'invalid duration argument';
  return name === 'timestamp' && parseDateTime(text) === undefined ? 'invalid timestamp argument' : undefined;
}

/** The pattern that a function looks for, where it is written out. */
function patternOf(name: string, [pattern]: readonly CelNode[]): string | undefined {
  return ['matches', 'find', 'findAll'].includes(name) ? textOf(pattern) : undefined;
}

function textOf(node: CelNode | undefined): string | undefined {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined;
}
