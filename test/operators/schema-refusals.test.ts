import { z } from 'zod';
import { CustomResource, field } from '../../lib/operators';
import { rejection } from '../rejection';

interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}
const node: z.ZodType<Node> = z.object({
  name: z.string(),
  get children() {
    return field(z.array(node), { listType: 'atomic' });
  },
});

const refused: readonly (readonly [what: string, schema: z.ZodType, path: string, message: string])[] = [
  ['a refinement', z.string().refine((text) => text !== ''), 'field', 'Forbidden: refinements run in TypeScript alone'],
  [
    'a transform',
    z.string().transform(Number),
    'field',
    'Forbidden: transforms, codecs and pipes run in TypeScript alone',
  ],
  ['a coerced number', z.coerce.number(), 'field', 'Forbidden: an API server turns no value into one of another type'],
  ['a trimmed text', z.string().trim(), 'field', 'Forbidden: an API server keeps texts as they are written'],
  ['a date', z.date(), 'field', 'Forbidden: a manifest holds no date'],
  ['a set', z.set(z.string()), 'field', 'Forbidden: a manifest holds no set'],
  ['a big integer', z.bigint(), 'field', 'Forbidden: a manifest holds no bigint'],
  ['a tuple', z.tuple([z.string(), z.int()]), 'field', 'Forbidden: the items of a list have one schema'],
  [
    'keys of a map',
    z.record(z.enum(['a', 'b']), z.string()),
    'field',
    'Forbidden: a schema says nothing of the keys of a map',
  ],
  [
    'a catch',
    z.string().catch('a'),
    'field',
    'Forbidden: an API server refuses a wrong value, and puts no other in its place',
  ],
  ['a pattern with flags', z.string().regex(/a/i), 'field', 'Forbidden: a pattern has no flags, and this one has "i"'],
  [
    'a pattern that looks ahead',
    z.string().regex(/^(?=a)b/),
    'field',
    'Forbidden: "^(?=a)b" is no regular expression of Go (RE2)',
  ],
  ['a URL', z.url(), 'field', 'Forbidden: only TypeScript can tell whether a text is of the format url'],
  ['two types', z.union([z.string(), z.boolean()]), 'field', 'Forbidden: a field has one type'],
  [
    'two objects that nothing tells apart',
    z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    'field',
    'Forbidden: a field has one type',
  ],
  [
    'names and others',
    z.object({ a: z.string() }).catchall(z.string()),
    'field',
    'Forbidden: fields with names and others exclude each other',
  ],
  [
    'a list of objects that nobody can merge',
    z.array(z.object({ a: z.string() })),
    'field',
    'Forbidden: a list of objects does not say how it is merged',
  ],
  [
    'null among values',
    z.enum(['a']).nullable(),
    'field',
    'Forbidden: a field with a closed set of values is never null',
  ],
  [
    'a rule in a list of any size',
    z.array(field(z.string(), { rules: [{ rule: "self != ''" }] })),
    'field[]',
    'Forbidden: nothing bounds what a rule within spec.field costs, which may be of any size',
  ],
  [
    'variants in a map of any size',
    z.record(
      z.string(),
      z.discriminatedUnion('is', [z.object({ is: z.literal('a'), a: z.string() }), z.object({ is: z.literal('b') })]),
    ),
    'field.*',
    'Forbidden: nothing bounds what a rule within spec.field costs, which may be of any size',
  ],
  [
    'a field that differs from variant to variant',
    z.discriminatedUnion('is', [
      z.object({ is: z.literal('a'), size: z.int() }),
      z.object({ is: z.literal('b'), size: z.string() }),
    ]),
    'field',
    'Forbidden: "size" is not the same in all variants',
  ],
  ['a schema without end', node, 'field.children[]', 'Forbidden: a schema that contains itself has no end'],
  [
    'an extension by hand',
    z.string().meta({ 'x-kubernetes-list-type': 'set' }),
    'field',
    'Forbidden: "x-kubernetes-list-type" has a word of its own',
  ],
];

test.each(refused)('%s is refused, with the field and what to write instead', (_, schema, path, message) => {
  const define = (): unknown =>
    new CustomResource({
      group: 'acme.example.com',
      kind: 'Thing',
      versions: { v1: { spec: z.object({ field: schema }) } },
    });
  expect(define).toThrow(
    rejection(
      'CustomResource Thing',
      `versions.v1.spec.${path}`,
      message.replace('spec.field', 'versions.v1.spec.field'),
    ),
  );
});

test('what JavaScript says of a field is judged, too', () => {
  const define = (options: object): unknown => {
    const spec = z.object({ list: field(z.array(z.string()), options) });
    return new CustomResource({ group: 'acme.example.com', kind: 'Thing', versions: { v1: { spec } } });
  };
  expect(() => define({ listTyp: 'set' })).toThrow('did you mean "listType"?');
  expect(() => define({ listType: 'sets' })).toThrow('Unsupported value: "sets"');
  expect(() => define({ rules: [{ rules: 'true' }] })).toThrow('did you mean "rule"?');
});
