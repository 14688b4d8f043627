import { CelError, noSuchOverload } from './cel-error';
import { CelList } from './values/cel-list';
import { CelMap } from './values/cel-map';
import { CelOptional, CelUint } from './values/cel-scalars';
import type { CelValue } from './values/cel-value';

/** `target.name` or `target[index]`. Of an optional, and with a question mark, an optional. */
export function memberOf(target: CelValue, name: CelValue, by: 'field' | 'index', optional: boolean): CelValue {
  if (target instanceof CelOptional) {
    return target.value === undefined ? CelOptional.none : new CelOptional(findMember(target.value, name, by));
  }
  const found = findMember(target, name, by);
  if (optional) return new CelOptional(found);
  if (found === undefined) throw new CelError(missing(target, name));
  return found;
}

/** Whether `has(target.name)`. */
export function hasMember(target: CelValue, name: CelValue, by: 'field' | 'index'): boolean {
  const owner = target instanceof CelOptional ? target.value : target;
  return owner !== undefined && findMember(owner, name, by) !== undefined;
}

function findMember(target: CelValue, name: CelValue, by: 'field' | 'index'): CelValue | undefined {
  if (target instanceof CelMap) {
    return by === 'field' && typeof name === 'string' ? target.field(name) : target.get(name);
  }
  if (target instanceof CelList && by === 'index') return target.items[position(name)];
  throw noSuchOverload();
}

function position(index: CelValue): number {
  if (typeof index === 'bigint') return Number(index);
  if (index instanceof CelUint) return Number(index.value);
  if (typeof index === 'number' && Number.isInteger(index)) return index;
  throw noSuchOverload();
}

function missing(target: CelValue, name: CelValue): string {
  const shown = typeof name === 'object' ? '' : String(name);
  return target instanceof CelList ? `index out of bounds: ${shown}` : `no such key: ${shown}`;
}
