import { isSimple, type CelType } from '../types/cel-type';
import type { CostNode } from './cost-node';
import { fixedSize, unknownSize, type Size } from './size';
import type { SharedPath } from './shared-path';
import type { DeclaredSizes } from './declared-sizes';

/** A value that a call is given. */
export interface Operand {
  readonly node: CostNode | undefined;
  readonly type: CelType;
  /** Where the value stands in the object; undefined for what the expression makes. */
  readonly path: SharedPath | undefined;
  /** What the expression says of its size. */
  readonly computed: Size | undefined;
}

/** As functions of libraries see it. */
export function librarySize({ computed, path }: Operand, declared: DeclaredSizes): Size {
  return computed ?? declared.at(path) ?? unknownSize;
}

/** What an item of a list is known to be. */
export function itemOf(list: Operand): Operand | undefined {
  const { type, path } = list;
  const item = type.kind === 'generic' ? type.parameters[0] : undefined;
  if (item === undefined) return undefined;
  return { node: undefined, type: item, path: path?.apart('@items'), computed: undefined };
}

/** The size of what is written out: a text, a list, a map. */
export function writtenSize(node: CostNode): Size | undefined {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      if (typeof value === 'string') return fixedSize(BigInt([...value].length));
      return fixedSize(value instanceof Uint8Array ? BigInt(value.length) : 1n);
    }
    case 'list':
      return fixedSize(BigInt(node.items.length));
    case 'map':
      return fixedSize(BigInt(node.entries.length));
    default:
      return undefined;
  }
}

export function isScalar(type: CelType): boolean {
  return isSimple(type, 'bool', 'double', 'duration', 'int', 'timestamp', 'uint');
}

export function isText(type: CelType): boolean {
  return isSimple(type, 'string', 'bytes');
}
