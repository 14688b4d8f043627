import { parseDateTime } from '../../structure/date-time';
import { goPattern } from '../../../manifest/objects/go-pattern';
import { parseGoDuration } from '../../structure/go-duration';
import type { CelNode } from '../syntax/node';

/** What is wrong with a literal that a function of one meaning is called with: the server need not run it to know. */
export function literalError({ name, target, args }: Extract<CelNode, { readonly kind: 'call' }>): string | undefined {
  const text = textOf(args.at(-1));
  if (text === undefined) return undefined;
  if (name === 'matches' && args.length === (target === undefined ? 2 : 1) && goPattern(text) === undefined) {
    return 'invalid matches argument';
  }
  if (target !== undefined || args.length !== 1) return undefined;
  if (name === 'duration' && parseGoDuration(text) === undefined) return 'invalid duration argument';
  return name === 'timestamp' && parseDateTime(text) === undefined ? 'invalid timestamp argument' : undefined;
}

function textOf(node: CelNode | undefined): string | undefined {
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : undefined;
}
