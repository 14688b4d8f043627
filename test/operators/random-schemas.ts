import fc from 'fast-check';
import { z } from 'zod';
import type { JsonValue } from '../../lib/manifest/objects/json';
import { field } from '../../lib/operators';

/** A schema, and values of which some fit. */
export interface Sample {
  readonly schema: z.ZodType;
  readonly values: fc.Arbitrary<JsonValue>;
}

const letters = fc.stringMatching(/^[a-z]{0,6}$/);
const scalars: fc.Arbitrary<JsonValue> = fc.oneof(
  letters,
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -79, max: 79 }).map((quarters) => quarters / 4),
  fc.boolean(),
);
/** What fits nowhere but by chance. */
const others: fc.Arbitrary<JsonValue> = fc.oneof(
  scalars,
  fc.array(scalars, { maxLength: 3 }),
  fc.dictionary(letters, scalars, { maxKeys: 3 }),
);

function mostly(values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.oneof({ weight: 12, arbitrary: values }, { weight: 1, arbitrary: others });
}

const texts: fc.Arbitrary<Sample> = fc
  .record({
    least: fc.option(fc.nat(3), { nil: undefined }),
    most: fc.option(fc.integer({ min: 3, max: 6 }), { nil: undefined }),
    pattern: fc.option(fc.constantFrom(/^[a-m]*$/, /e/, /^[^x]+$/), { nil: undefined }),
    prefix: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  })
  .map(({ least, most, pattern, prefix }) => {
    let schema = z.string();
    if (least !== undefined) schema = schema.min(least);
    if (most !== undefined) schema = schema.max(most);
    if (pattern !== undefined) schema = schema.regex(pattern);
    if (prefix !== undefined) schema = schema.startsWith(prefix);
    return { schema, values: letters };
  });

const numbers: fc.Arbitrary<Sample> = fc
  .record({
    whole: fc.boolean(),
    least: fc.option(fc.integer({ min: -9, max: 0 }), { nil: undefined }),
    above: fc.option(fc.integer({ min: -9, max: 0 }), { nil: undefined }),
    most: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    step: fc.option(fc.integer({ min: 2, max: 3 }), { nil: undefined }),
  })
  .map(({ whole, least, above, most, step }) => {
    let schema: z.ZodNumber = whole ? z.int() : z.number();
    if (least !== undefined) schema = schema.min(least);
    if (above !== undefined) schema = schema.gt(above);
    if (most !== undefined) schema = schema.lt(most);
    if (step !== undefined && whole) schema = schema.multipleOf(step);
    return { schema, values: fc.oneof(fc.integer({ min: -12, max: 12 }), scalars) };
  });

const choices: fc.Arbitrary<Sample> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 })
  .chain((names) =>
    fc.constantFrom<z.ZodType>(z.enum(names), z.union(names.map((name) => z.literal(name))), z.literal(names)),
  )
  .map((schema) => ({ schema, values: fc.constantFrom('a', 'b', 'c', 'd') }));

const intOrString: fc.Arbitrary<Sample> = fc.constant({ schema: z.union([z.int(), z.string()]), values: scalars });
const flags: fc.Arbitrary<Sample> = fc.constant({ schema: z.boolean(), values: fc.boolean() });

type Presence = 'required' | 'optional' | 'nullable';
const presence = fc.constantFrom<Presence>('required', 'optional', 'nullable');

const { object } = fc.letrec<{ sample: Sample; object: Sample; list: Sample; map: Sample; variants: Sample }>(
  (tie) => ({
    sample: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      texts,
      numbers,
      choices,
      flags,
      intOrString,
      tie('object'),
      tie('list'),
      tie('map'),
      tie('variants'),
    ),
    object: fc
      .dictionary(fc.constantFrom('alpha', 'beta', 'gamma', 'in', 'with-dash'), fc.tuple(tie('sample'), presence), {
        maxKeys: 4,
      })
      .map((fields) => objectOf(Object.entries(fields))),
    list: fc
      .tuple(tie('sample'), fc.option(fc.nat(2), { nil: undefined }), fc.integer({ min: 2, max: 4 }))
      .map(([{ schema, values }, least, most]) => {
        const list = z.array(schema).max(most);
        return {
          schema: field(least === undefined ? list : list.min(least), { listType: 'atomic' }),
          values: fc.array(mostly(values), { maxLength: 5 }),
        };
      }),
    map: tie('sample').map(({ schema, values }) => ({
      schema: field(z.record(z.string(), schema), { maxProperties: 5 }),
      values: fc.dictionary(letters, mostly(values), { maxKeys: 3 }),
    })),
    variants: fc.tuple(texts, numbers, flags).map(([one, other, shared]) => ({
      schema: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('one'), first: one.schema, both: shared.schema }),
        z.strictObject({ kind: z.literal('other'), second: other.schema, both: shared.schema }),
        z.strictObject({ kind: z.enum(['bare', 'none']), second: other.schema.optional(), both: shared.schema }),
      ]),
      values: fc.record(
        {
          kind: fc.constantFrom('one', 'other', 'bare', 'none', 'wrong'),
          first: one.values,
          second: other.values,
          both: shared.values,
        },
        { requiredKeys: ['kind'] },
      ),
    })),
  }),
);

function objectOf(fields: readonly (readonly [string, readonly [Sample, Presence]])[]): Sample {
  const shape = Object.fromEntries(fields.map(([name, [{ schema }, one]]) => [name, present(schema, one)]));
  const required = fields.flatMap(([name, [, one]]) => (one === 'optional' ? [] : [name]));
  const values = Object.fromEntries(
    fields.map(([name, [{ schema, values: ofField }, one]]) => [
      name,
      one === 'nullable' && !isClosed(schema) ? fc.option(mostly(ofField)) : mostly(ofField),
    ]),
  );
  return {
    schema: z.strictObject(shape),
    values: fc.oneof(
      { weight: 6, arbitrary: fc.record(values, { requiredKeys: required }) },
      { weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) },
      {
        weight: 1,
        arbitrary: fc.record<Record<string, JsonValue>>({ ...values, stranger: scalars }, { requiredKeys: required }),
      },
    ),
  };
}

function present(schema: z.ZodType, presence: Presence): z.ZodType {
  return presence === 'required'
    ? schema
    : presence === 'optional' || isClosed(schema)
      ? schema.optional()
      : schema.nullable();
}

/** One of some values, and nothing else: such a field is never null. */
function isClosed(schema: z.ZodType): boolean {
  return schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral || schema instanceof z.ZodUnion;
}

/** Schemas of what stands under `spec`, and values for it. */
export const randomSpecs: fc.Arbitrary<Sample> = object;
