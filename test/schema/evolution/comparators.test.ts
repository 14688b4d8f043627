import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { DefinitionEffect } from '../../../lib/schema/evolution/comparator';
import { compareDefinitions } from '../../../lib/schema/evolution/compare-definitions';
import { compareSchemas } from '../../../lib/schema/evolution/compare-schemas';
import { definitionComparators } from '../../../lib/schema/evolution/definition-comparators';
import { schemaComparators } from '../../../lib/schema/evolution/schema-comparators';
import { versionComparators } from '../../../lib/schema/evolution/version-comparators';
import { definition, definitionOf, version } from './definitions';
import { fieldChanges } from './field-changes';

describe.each(schemaComparators.map(({ id }) => [id]))('%s', (id) => {
  const changes = fieldChanges[id] ?? [];

  test('has a change that breaks something or is worth a note, and one that is less', () => {
    expect(new Set(changes.map(({ effect }) => effect)).size).toBeGreaterThan(1);
  });

  test.each(changes)('$effect: $from becomes $to', ({ from, to, effect }) => {
    const found = compareDefinitions(definitionOf(from), definitionOf(to)).filter(
      ({ comparator }) => comparator === id,
    );
    expect(found.map((each) => each.effect)).toEqual(effect === 'nothing' ? [] : [effect]);
    expect(found.every(({ path }) => path.startsWith('v1 spec.field'))).toBe(true);
  });
});

test('the changes are those of comparators that there are', () => {
  expect(Object.keys(fieldChanges)).toEqual(schemaComparators.map(({ id }) => id));
});

test('a field in a list and a value of a map are compared as any other, by their path', () => {
  const of = (maximum: number) => {
    const inner = { type: 'integer', maximum } as const;
    const items = { type: 'object', properties: { size: inner } } as const;
    return {
      type: 'object',
      properties: { list: { type: 'array', items }, map: { type: 'object', additionalProperties: inner } },
    } as const;
  };
  expect(compareSchemas(of(9), of(8)).map(({ path, effect }) => [path, effect])).toEqual([
    ['list[].size', 'breaks-objects'],
    ['map[*]', 'breaks-objects'],
  ]);
});

test('a key that was free is compared with the field that it becomes', () => {
  const free = { type: 'object', additionalProperties: { type: 'string' } } as const;
  const fixed = { type: 'object', properties: { a: { type: 'integer' } } } as const;
  expect(compareSchemas(free, fixed)).toContainEqual(
    expect.objectContaining({ path: 'a', comparator: 'type', effect: 'breaks-objects' }),
  );
});

const stored = version('v1', { storage: true });
const other = version('v2');
const one = definition([stored]);
const two = definition([stored, other]);
const wide = { type: 'object', properties: { a: { type: 'string' } } } as const;
const webhook = { conversion: { strategy: 'Webhook' } };
const flipped = (...schemas: Parameters<typeof version>[2][]) =>
  definition([version('v1', {}, schemas[0]), version('v2', { storage: true }, schemas[1])]);
const scale = (path: string): JsonObject => ({
  subresources: { scale: { specReplicasPath: path, statusReplicasPath: '.status.replicas' } },
});
const with1 = (more: JsonObject): Manifest => definition([version('v1', { storage: true, ...more })]);

/** By comparator: two definitions, and what the comparator says of the change. */
const definitionChanges: Readonly<
  Record<string, readonly (readonly [Manifest, Manifest, readonly DefinitionEffect[]])[]>
> = {
  conversion: [
    [two, definition([stored, other], webhook), ['breaks-clients']],
    [definition([stored, other], webhook), two, ['loses-data']],
    [one, definition([stored], webhook), ['safe']],
    [two, two, []],
  ],
  names: [
    [one, definition([stored], {}, { kind: 'Other' }), ['refused']],
    [one, definition([stored], {}, { plural: 'others' }), ['refused']],
    [one, definition([stored], { group: 'example.org' }), ['refused']],
    [one, definition([stored], {}, { singular: 'other' }), ['breaks-clients']],
    [
      definition([stored], {}, { shortNames: ['th'] }),
      definition([stored], {}, { shortNames: ['tg'] }),
      ['breaks-clients', 'safe'],
    ],
    [one, definition([stored], {}, { categories: ['all'] }), ['safe']],
    [one, one, []],
  ],
  'preserve-unknown-fields-of-all': [
    [definition([stored], { preserveUnknownFields: true }), one, ['loses-data']],
    [one, definition([stored], { preserveUnknownFields: true }), ['refused']],
    [one, definition([stored], { preserveUnknownFields: false }), []],
  ],
  'removed-versions': [
    [two, definition([version('v2', { storage: true })]), ['refused']],
    [two, one, ['breaks-clients']],
    [definition([stored, version('v2', { served: false })]), one, ['safe']],
    [one, two, ['safe']],
    [two, two, []],
  ],
  scope: [
    [one, definition([stored], { scope: 'Cluster' }), ['refused']],
    [one, one, []],
  ],
  'served-versions': [
    [
      two,
      definition([version('v1', { storage: true }, wide), version('v2', {}, { type: 'object' })]),
      ['breaks-clients'],
    ],
    [two, definition([version('v1', { storage: true }, wide), version('v2', {}, { type: 'object' })], webhook), []],
    [two, definition([version('v1', { storage: true }, wide), version('v2', {}, wide)]), []],
  ],
  'storage-version': [
    [two, flipped(), ['safe']],
    [
      definition([version('v1', { storage: true }, wide), version('v2', {}, { type: 'object' })]),
      flipped(wide, { type: 'object' }),
      ['safe', 'loses-data'],
    ],
    [two, two, []],
  ],
  deprecation: [
    [one, with1({ deprecated: true }), ['safe']],
    [one, with1({ deprecated: false }), []],
  ],
  'scale-subresource': [
    [with1(scale('.spec.replicas')), one, ['breaks-clients']],
    [with1(scale('.spec.replicas')), with1(scale('.spec.size')), ['breaks-clients']],
    [one, with1(scale('.spec.replicas')), ['safe']],
  ],
  'selectable-fields': [
    [with1({ selectableFields: [{ jsonPath: '.spec.field' }] }), one, ['breaks-clients']],
    [one, with1({ selectableFields: [{ jsonPath: '.spec.field' }] }), ['safe']],
  ],
  served: [
    [two, definition([stored, version('v2', { served: false })]), ['breaks-clients']],
    [definition([stored, version('v2', { served: false })]), two, ['safe']],
  ],
  'status-subresource': [
    [one, with1({ subresources: { status: {} } }), ['breaks-clients']],
    [with1({ subresources: { status: {} } }), one, ['breaks-clients']],
    [with1({ subresources: { status: {} } }), with1({ subresources: { status: {} } }), []],
  ],
};

describe.each([...definitionComparators, ...versionComparators].map(({ id }) => [id]))('%s', (id) => {
  const changes = definitionChanges[id] ?? [];

  test('has a change that it finds, and one that it does not mind', () => {
    expect(new Set(changes.map(([, , effects]) => effects.join())).size).toBeGreaterThan(1);
  });

  test.each(changes)('compares definitions: case %#', (before, after, effects) => {
    const found = compareDefinitions(before, after).filter(({ comparator }) => comparator === id);
    expect(found.map(({ effect }) => effect)).toEqual(effects);
  });
});

test('a definition that stays what it is has no difference', () => {
  expect(compareDefinitions(two, two)).toEqual([]);
});
