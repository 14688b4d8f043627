import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate } from '../field-error';
import type { Problem } from '../finding';
import { podCheck } from '../pod-check';

/** Lists of a container that server-side apply merges, and the fields that identify their items. */
const mergedByKey = [
  { list: 'env', keys: ['name'] },
  { list: 'ports', keys: ['containerPort', 'protocol'] },
] as const;

const defaults: Readonly<Record<string, string>> = { protocol: 'TCP' };

/** No list that is merged by a key has two items with one key. */
export const uniqueMergeKey: Check = podCheck({
  id: 'unique-merge-key',
  severity: 'error',
  profile: 'baseline',
  why: 'Server-side apply refuses the object, and client-side apply loses one of the two items on the next change.',
  problems: function* ({ containers, spec }) {
    for (const { field } of containers) {
      for (const { list, keys } of mergedByKey) yield* duplicates(field.at(list), keys);
    }
    yield* duplicates(spec.at('hostAliases'), ['ip']);
    yield* duplicates(spec.at('imagePullSecrets'), ['name']);
  },
});

function* duplicates(list: Field, keys: readonly string[]): Iterable<Problem> {
  const items = list.items();
  if (items.length < 2) return;
  const seen = new Set<string>();
  for (const item of items) {
    if (item.map === undefined || keys.some((key) => !item.at(key).isSet && defaults[key] === undefined)) continue;
    const key = Object.fromEntries(keys.map((name) => [name, item.at(name).value ?? defaults[name] ?? null]));
    const identity = JSON.stringify(key);
    if (seen.has(identity)) yield duplicate(item, `keep one item for each ${keys.join(' and ')}`, key);
    seen.add(identity);
  }
}
