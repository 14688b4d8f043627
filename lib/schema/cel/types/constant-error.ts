import { CelError } from '../cel-error';
import { conversions } from '../functions/conversions';
import type { CelNode } from '../syntax/node';
import { CelUint } from '../values/cel-scalars';
import type { CelValue } from '../values/cel-value';

type Call = Extract<CelNode, { readonly kind: 'call' }>;

/**
 * What is wrong with a conversion of a constant, such as `int('abc')`: servers do it once, when they prepare the rule.
 *
 * See maybeOptimizeConstUnary in interpreter/decorators.go of cel-go
 */
export function constantError(call: Call): string | undefined {
  try {
    converted(call);
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return `program instantiation failed: ${error.message}`;
    throw error;
  }
}

/** The value of a constant; undefined for what is known at run time alone. */
function constantOf(node: CelNode): CelValue | undefined {
  if (node.kind === 'call') return converted(node);
  if (node.kind !== 'literal') return undefined;
  const { value } = node;
  return typeof value === 'object' && value !== null && 'unsigned' in value ? new CelUint(value.unsigned) : value;
}

function converted({ name, target, args }: Call): CelValue | undefined {
  const [arg, ...others] = args;
  const convert = conversionsOfConstants.has(name) ? conversions.functions?.[name] : undefined;
  if (target !== undefined || arg === undefined || others.length > 0 || convert === undefined) return undefined;
  const value = constantOf(arg);
  return value === undefined ? undefined : convert(value);
}

const conversionsOfConstants: ReadonlySet<string> = new Set([
  ...['bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint'],
]);
