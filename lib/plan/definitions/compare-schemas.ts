import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../../schema/facts/schema-facts';

/** What a change of a definition's schema does to the objects that there are, and to those who write them. */
export interface SchemaChange {
  /** Of the field, below the object: `spec.replicas`. */
  readonly path: string;
  readonly message: string;
  /**
   * `breaking`: what was valid may be refused now. `data-loss`: values that objects have are dropped when they are
   * written again. `behaviour`: objects mean something else, or are merged in another way. `wider`: more is accepted.
   */
  readonly effect: 'breaking' | 'data-loss' | 'behaviour' | 'wider';
}

/** Every way in which a version of a definition accepts, keeps or merges something else than before. */
export function compareSchemas(before: StructuralSchema, after: StructuralSchema): readonly SchemaChange[] {
  const changes: SchemaChange[] = [];
  compare(before, after, '', changes);
  return changes;
}

type Effect = SchemaChange['effect'];

function compare(before: StructuralSchema, after: StructuralSchema, path: string, changes: SchemaChange[]): void {
  const say = (effect: Effect, message: string): void => void changes.push({ path, message, effect });
  compareTypes(before, after, say);
  compareLimits(before, after, say);
  comparePattern(before, after, say);
  compareEnum(before, after, say);
  compareDefault(before, after, say);
  compareRequired(before, after, say);
  compareLists(before, after, say);
  compareRules(before, after, say);
  compareJunctors(before, after, say);
  compareFields(before, after, path, changes);
}

type Say = (effect: Effect, message: string) => void;

function compareTypes(before: StructuralSchema, after: StructuralSchema, say: Say): void {
  const typeOf = (schema: StructuralSchema): string =>
    schema['x-kubernetes-int-or-string'] === true ? 'int-or-string' : (schema.type ?? 'any');
  const [from, to] = [typeOf(before), typeOf(after)];
  if (from !== to) {
    const isWider =
      (from === 'integer' && to === 'number') ||
      (from !== 'int-or-string' && to === 'int-or-string' && from !== 'object' && from !== 'array') ||
      to === 'any';
    say(isWider ? 'wider' : 'breaking', `type ${from} became ${to}`);
  }
  if (before.nullable === true && after.nullable !== true) say('breaking', 'null is no longer accepted');
  if (before.nullable !== true && after.nullable === true) say('wider', 'null is accepted');
  if (before.format !== after.format) {
    const effect = after.format === undefined ? 'wider' : 'breaking';
    say(effect, `format ${before.format ?? 'none'} became ${after.format ?? 'none'}`);
  }
}

const limits: readonly (readonly [
  field:
    'maximum' | 'maxLength' | 'maxItems' | 'maxProperties' | 'minimum' | 'minLength' | 'minItems' | 'minProperties',
  isMaximum: boolean,
])[] = [
  ['maximum', true],
  ['maxLength', true],
  ['maxItems', true],
  ['maxProperties', true],
  ['minimum', false],
  ['minLength', false],
  ['minItems', false],
  ['minProperties', false],
];

function compareLimits(before: StructuralSchema, after: StructuralSchema, say: Say): void {
  for (const [field, isMaximum] of limits) {
    const [from, to] = [before[field], after[field]];
    if (from === to) continue;
    const isTighter = to !== undefined && (from === undefined || (isMaximum ? to < from : to > from));
    say(isTighter ? 'breaking' : 'wider', `${field} ${from ?? 'none'} became ${to ?? 'none'}`);
  }
  for (const field of ['exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems'] as const) {
    if ((before[field] ?? false) !== (after[field] ?? false))
      say(
        after[field] === true ? 'breaking' : 'wider',
        `${field} ${String(before[field] ?? false)} became ${String(after[field] ?? false)}`,
      );
  }
  if (before.multipleOf !== after.multipleOf)
    say(
      after.multipleOf === undefined ? 'wider' : 'breaking',
      `multipleOf ${before.multipleOf ?? 'none'} became ${after.multipleOf ?? 'none'}`,
    );
}

function comparePattern({ pattern: from }: StructuralSchema, { pattern: to }: StructuralSchema, say: Say): void {
  if (from === to) return;
  if (to === undefined) say('wider', 'the pattern was removed');
  else say('breaking', from === undefined ? `pattern ${to} was added` : `pattern ${from} became ${to}`);
}

function compareEnum({ enum: from }: StructuralSchema, { enum: to }: StructuralSchema, say: Say): void {
  if (isDeepStrictEqual(from, to)) return;
  if (to === undefined) return say('wider', 'every value is accepted, not those of the enum alone');
  if (from === undefined) return say('breaking', `an enum was added: ${shown(to)}`);
  const gone = from.filter((value) => !to.some((other) => isDeepStrictEqual(other, value)));
  const added = to.filter((value) => !from.some((other) => isDeepStrictEqual(other, value)));
  if (gone.length > 0) say('breaking', `the enum lost ${shown(gone)}`);
  if (added.length > 0) say('wider', `the enum gained ${shown(added)}: clients that know all values meet new ones`);
}

function compareDefault({ default: from }: StructuralSchema, { default: to }: StructuralSchema, say: Say): void {
  if (isDeepStrictEqual(from, to)) return;
  const text =
    from === undefined
      ? `default ${shown(to)} was added`
      : to === undefined
        ? `default ${shown(from)} was removed`
        : `default ${shown(from)} became ${shown(to)}`;
  say('behaviour', `${text}: objects that leave the field out change`);
}

function compareRequired(
  { required: from = [] }: StructuralSchema,
  { required: to = [], properties = {} }: StructuralSchema,
  say: Say,
): void {
  const added = to.filter((name) => !from.includes(name));
  for (const name of added) {
    const hasDefault = Object.hasOwn(properties, name) && properties[name]?.default !== undefined;
    say(hasDefault ? 'behaviour' : 'breaking', `${name} is required now${hasDefault ? ', and has a default' : ''}`);
  }
  const gone = from.filter((name) => !to.includes(name));
  if (gone.length > 0) say('wider', `${gone.join(', ')} may be left out`);
}

function compareLists(before: StructuralSchema, after: StructuralSchema, say: Say): void {
  for (const field of ['x-kubernetes-list-type', 'x-kubernetes-map-type'] as const) {
    const usual = field === 'x-kubernetes-list-type' ? 'atomic' : 'granular';
    const [from, to] = [before[field] ?? usual, after[field] ?? usual];
    if (from === to) continue;
    const isStricter = to === 'set' || to === 'map';
    say(
      isStricter ? 'breaking' : 'behaviour',
      `${field} ${from} became ${to}: server-side apply merges in another way${isStricter ? ', and items may not repeat' : ''}`,
    );
  }
  const [from, to] = [before['x-kubernetes-list-map-keys'], after['x-kubernetes-list-map-keys']];
  if (from !== undefined && to !== undefined && !isDeepStrictEqual(from, to))
    say(
      'breaking',
      `x-kubernetes-list-map-keys ${from.join(', ')} became ${to.join(', ')}: owners of items are no longer known`,
    );
  const preserves = (schema: StructuralSchema): boolean => schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (preserves(before) && !preserves(after)) say('data-loss', 'unknown fields are no longer kept');
  if (!preserves(before) && preserves(after)) say('wider', 'unknown fields are kept');
  const embedded = (schema: StructuralSchema): boolean => schema['x-kubernetes-embedded-resource'] === true;
  if (embedded(before) !== embedded(after))
    say(embedded(after) ? 'breaking' : 'data-loss', `x-kubernetes-embedded-resource became ${embedded(after)}`);
}

function compareRules(before: StructuralSchema, after: StructuralSchema, say: Say): void {
  const rulesOf = (schema: StructuralSchema): ReadonlySet<string> =>
    new Set((schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule.trim()));
  const [from, to] = [rulesOf(before), rulesOf(after)];
  for (const rule of to) if (!from.has(rule)) say('breaking', `a rule was added: ${rule}`);
  for (const rule of from) if (!to.has(rule)) say('wider', `a rule was removed: ${rule}`);
}

function compareJunctors(before: StructuralSchema, after: StructuralSchema, say: Say): void {
  for (const field of ['allOf', 'anyOf', 'oneOf', 'not'] as const) {
    if (isDeepStrictEqual(before[field], after[field])) continue;
    say(after[field] === undefined ? 'wider' : 'breaking', `${field} changed`);
  }
}

function compareFields(before: StructuralSchema, after: StructuralSchema, path: string, changes: SchemaChange[]): void {
  const [from, to] = [before.properties ?? {}, after.properties ?? {}];
  for (const [name, schema] of Object.entries(from)) {
    const next = Object.hasOwn(to, name) ? to[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    if (next !== undefined) compare(schema, next, at, changes);
    else if (after['x-kubernetes-preserve-unknown-fields'] !== true && typeof after.additionalProperties !== 'object')
      changes.push({ path: at, effect: 'data-loss', message: 'the field was removed: its values are dropped' });
  }
  for (const name of Object.keys(to)) {
    if (!Object.hasOwn(from, name))
      changes.push({ path: path === '' ? name : `${path}.${name}`, effect: 'wider', message: 'the field was added' });
  }
  if (before.items !== undefined && after.items !== undefined) compare(before.items, after.items, `${path}[]`, changes);
  const [values, nextValues] = [before.additionalProperties, after.additionalProperties];
  if (typeof values === 'object' && typeof nextValues === 'object') compare(values, nextValues, `${path}[*]`, changes);
  else if (values !== undefined && values !== false && (nextValues === undefined || nextValues === false))
    changes.push({ path, effect: 'data-loss', message: 'free keys are no longer kept' });
}

function shown(value: JsonValue | readonly JsonValue[] | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
