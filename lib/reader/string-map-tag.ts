import { defineMappingTag } from 'js-yaml';
import { WrittenScalar } from './written-scalars';

type Carrier = Record<string, unknown>;

/** Maps as JSON has them: numbers and booleans become text where they are keys, what has no text is refused. */
export const stringMapTag = defineMappingTag<Carrier>('tag:yaml.org,2002:map', {
  create: () => ({}),
  identify: () => false,
  addPair: (map, key, value) => {
    const name = keyText(key);
    if (name === undefined)
      return key === null ? 'a key must not be null' : 'a key must be a scalar, not a list or a map';
    // Assigned, this would be no key.
    if (name === '__proto__') {
      Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
    } else map[name] = value;
    return '';
  },
  has: (map, key) => Object.hasOwn(map, keyText(key) ?? ''),
  keys: (map) => Object.keys(map),
  get: (map, key) => {
    const name = keyText(key);
    return name !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
  },
});

function keyText(key: unknown): string | undefined {
  if (key instanceof WrittenScalar || typeof key === 'number' || typeof key === 'boolean') return String(key);
  return typeof key === 'string' ? key : undefined;
}
