import { defineMappingTag } from 'js-yaml';
import { WrittenScalar } from './written-scalars';

type Carrier = Record<string, unknown>;

/** Maps as JSON has them: numbers and booleans become text where they are keys, what has no text is refused. */
export const stringMap = {
  create: (): Carrier => ({}),
  identify: () => false,
  addPair: (map: Carrier, key: unknown, value: unknown): string => {
    const name = keyText(key);
    if (name === undefined)
      return key === null
        ? 'a key must not be null'
        : key instanceof WrittenScalar
          ? 'a key must not be an integer of more than 63 bits'
          : 'a key must be a scalar, not a list or a map';
    // Assigned, this would be no key.
    if (name === '__proto__') {
      Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
    } else map[name] = value;
    return '';
  },
  has: (map: Carrier, key: unknown): boolean => Object.hasOwn(map, keyText(key) ?? ''),
  keys: (map: Carrier): readonly string[] => Object.keys(map),
  get: (map: Carrier, key: unknown): unknown => {
    const name = keyText(key);
    return name !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
  },
};

export const stringMapTag = defineMappingTag<Carrier>('tag:yaml.org,2002:map', stringMap);

function keyText(key: unknown): string | undefined {
  if (key instanceof WrittenScalar) return key.key;
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  return typeof key === 'string' ? key : undefined;
}
