import { CelUnsupported } from '../cel-error';
import type { CelNode } from '../syntax/node';

/** The name that a macro's argument gives to a variable. */
export function variableName(node: CelNode | undefined): string {
  if (node?.kind !== 'identifier') throw new CelUnsupported('the argument must be a simple name');
  return node.name;
}
