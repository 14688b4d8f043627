import fc from 'fast-check';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';

/** A change of one schema in a definition, or of what is around the schemas. */
export interface Mutant {
  readonly what: string;
  readonly definition: JsonObject;
}

/** What is written into a schema, wherever it stands. */
const additions: readonly JsonObject[] = [
  ...['object', 'array', 'string', 'integer', 'number', 'boolean', '', 'null', 'text'].map((type) => ({ type })),
  { nullable: true },
  { uniqueItems: true },
  { pattern: '[a' },
  { pattern: '^a{1,3}$' },
  { pattern: '(?=a)' },
  { additionalProperties: true },
  { additionalProperties: false },
  { additionalProperties: { type: 'string' } },
  { additionalProperties: { type: 'string', default: 'a' } },
  { properties: { extra: { type: 'string' } } },
  { properties: { extra: {} } },
  { properties: {} },
  { items: { type: 'string' } },
  { items: { type: 'object' } },
  { required: ['extra'] },
  { enum: ['a', 'b'] },
  { format: 'date-time' },
  { format: 'unknown' },
  { maxItems: 3 },
  { maxLength: 10 },
  { minimum: 1 },
  { title: 'a title' },
  { example: { a: 1 } },
  { $ref: '#/definitions/a' },
  { definitions: { a: { type: 'string' } } },
  { dependencies: { a: ['b'] } },
  { patternProperties: { a: { type: 'string' } } },
  { id: 'a' },
  { 'x-kubernetes-int-or-string': true },
  { 'x-kubernetes-preserve-unknown-fields': true },
  { 'x-kubernetes-preserve-unknown-fields': false },
  { 'x-kubernetes-embedded-resource': true },
  { 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
  ...['set', 'map', 'atomic', 'bag'].map((type) => ({ 'x-kubernetes-list-type': type })),
  ...['granular', 'atomic', 'loose'].map((type) => ({ 'x-kubernetes-map-type': type })),
  { 'x-kubernetes-list-map-keys': ['name'] },
  { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
  { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name', 'name'] },
  ...[null, 'a', 1, 1.5, true, [], ['a'], ['a', 'a'], {}, { extra: 'a' }, { name: 'a' }].map((value) => ({
    default: value,
  })),
  ...(['allOf', 'anyOf', 'oneOf'] as const).flatMap((junctor) => [
    { [junctor]: [{ required: ['extra'] }] },
    { [junctor]: [{ type: 'string' }] },
    { [junctor]: [{ type: 'integer' }, { type: 'string' }] },
    { [junctor]: [{ properties: { extra: { minLength: 1 } } }] },
    { [junctor]: [{ items: { minLength: 1 } }] },
    { [junctor]: [{ default: 'a' }] },
    { [junctor]: [{ nullable: true }] },
    { [junctor]: [{ 'x-kubernetes-validations': [{ rule: 'true' }] }] },
    { [junctor]: [{ properties: { metadata: { minLength: 1 } } }] },
  ]),
  { allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }] },
  { not: { required: ['extra'] } },
  { not: { description: 'a' } },
  { not: { additionalProperties: { minLength: 1 } } },
];

/** Rules that fit some types, and rules that fit none. */
const expressions = [
  ...['true', 'self == self', 'self == oldSelf', 'size(self) > 0', 'size(self) > 0.5', 'self.size() < 3', 'self > 0'],
  ...['self > 0.0', 'self != ""', 'self', '!self', 'self == null', 'self.startsWith("a")', 'self.matches("^a$")'],
  ...['self.matches("[a")', 'self.all(x, x != "")', 'self.all(x, true)', 'self.exists(x, x == x)', 'has(self.name)'],
  ...[
    'has(self.nothing)',
    'self.name != ""',
    'self.nothing',
    'self["a"] == "b"',
    'self[0] == self[1]',
    'self.?name.hasValue()',
  ],
  ...[
    'self.filter(x, x > 0).size() == 0',
    'self.map(x, x).size() > 1',
    'self.isSorted()',
    'self.sum() > 1',
    'self.max() > self.min()',
  ],
  ...[
    'duration(self) > duration("1h")',
    'duration("1x") > duration("1h")',
    'timestamp(self) > timestamp("2020-01-01T00:00:00Z")',
  ],
  ...[
    'self > duration("1h")',
    'self.getFullYear() > 2000',
    'int(self) > 0',
    'string(self) == "a"',
    'type(self) == string',
    'type(self) == int',
  ],
  ...[
    'self in ["a", "b"]',
    '"a" in self',
    'self + self == self',
    'self - self == 0',
    'self % 2 == 0',
    '[1, "a"].size() > 0',
    '{"a": 1, "b": "c"}.size() > 0',
  ],
  ...[
    'isQuantity(self)',
    'quantity(self).isGreaterThan(quantity("1"))',
    'isURL(self) && url(self).getHost() != ""',
    'ip(self).family() == 4',
  ],
  ...[
    'cidr(self).containsIP("1.2.3.4")',
    'isIP(self)',
    '!format.dns1123Label().validate(self).hasValue()',
    'self.lowerAscii() == self',
  ],
  ...[
    'sets.contains(self, ["a"])',
    'self.split(",").size() > 1',
    'self.all(k, v, v == v)',
    'semver(self).major() > 1',
    'self.distinct().size() == self.size()',
  ],
  ...[
    'self.transformList(i, v, v).size() > 0',
    'self.sort() == self',
    'lists.range(3).size() == 3',
    'self.metadata.name == "a"',
    'self.metadata.labels.size() > 0',
  ],
  ...[
    'self.kind == "A"',
    'self.apiVersion != ""',
    'oldSelf.hasValue() || true',
    'oldSelf.orValue(self) == self',
    'optional.of(self).hasValue()',
  ],
  ...[
    'self ? true : false',
    '1 == 1.0',
    '1 < 1.5',
    '1u < 2',
    '1 + 1u == 2',
    'dyn(1) == 1.0',
    'undeclared == 1',
    'nothing(self)',
    'self.nothing()',
    'self ==',
    '(self',
    '"a',
    'self.`name` != ""',
  ],
  ...[
    '"%s %d".format(["a", 1]) != ""',
    '"%s".format([self]) != ""',
    'self.find("a") == "a"',
    'self.join(",") == ""',
    'self.all(x, self.all(y, x == y))',
  ],
  ...[
    'has(self.a.b.c)',
    'has(self)',
    'has(self.name, self.name)',
    'self.exists_one(x, x == x)',
    'self.existsOne(x, x == x)',
    'self.map(x, x == x, x).size() == 1',
    'google.protobuf.Timestamp == type(self)',
  ],
  ...[
    'self.all(1, true)',
    'self.reverse() == self',
    'self.first().hasValue()',
    'self[?0].hasValue()',
    '[?self.?name].size() == 1',
    'b"a" == self',
    'r"\\d" == self',
    "'''a''' == self",
    '0x1F == self',
    '1e3 == self',
    '-1 < self',
    '--1 == 1',
    '!!true',
  ],
  // Constants, which a server converts before it runs anything.
  ...[
    'int("abc") == 1',
    'int("12") == 12',
    'int(dyn("abc")) == 1',
    'int(1e30) == 1',
    'uint("-1") == 1u',
    'uint(-1) == 1u',
    'double("1e5") > 1.0',
    'double("x") > 1.0',
    'bool("maybe")',
    'bool("true")',
    'string(b"\\xff") != ""',
    'bytes("a") != b""',
    'timestamp("now") == timestamp("2020-01-01T00:00:00Z")',
    'timestamp(0) == timestamp("1970-01-01T00:00:00Z")',
    'int(string(5)) == 5',
    'true || int("abc") == 1',
    'self.find("(") == ""',
    'self.findAll("(", 1).size() == 0',
    'quantity("x").isGreaterThan(quantity("1"))',
    '"%d".format(["a"]) != ""',
    '[optional.of(1)].unwrapOpt().size() == 1',
    'optional.unwrap([optional.none()]).size() == 0',
    'self.last().hasValue()',
  ],
] as const;

const texts: readonly JsonObject[] = [
  {},
  { message: 'must be right' },
  { message: ' ' },
  { message: 'two\nlines' },
  { messageExpression: '"a"' },
  { messageExpression: '1' },
  { messageExpression: 'self.nothing' },
  { messageExpression: ' ' },
  { reason: 'FieldValueForbidden' },
  { reason: 'Because' },
  { fieldPath: '.name' },
  { fieldPath: '.nothing' },
  { fieldPath: "['name']" },
  { fieldPath: 'name' },
  { fieldPath: ' ' },
  { optionalOldSelf: true },
  { optionalOldSelf: false },
];

const rules: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...expressions) },
      { weight: 1, arbitrary: fc.constantFrom('', 'a\n&& b') },
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...texts) }),
  )
  .map(([rule, text]) => ({ 'x-kubernetes-validations': [{ rule, ...text }] }));

const changes: fc.Arbitrary<JsonObject> = fc.oneof(fc.constantFrom(...additions), rules);

/** A definition with one schema changed. */
export function mutantsOf(definitions: readonly JsonObject[]): fc.Arbitrary<Mutant> {
  return fc
    .tuple(fc.constantFrom(...definitions), fc.nat(), changes, fc.boolean())
    .map(([definition, position, change, replaces]) => {
      const places = schemaPaths(definition);
      const path = places[position % places.length] ?? [];
      const mutated = withChange(definition, path, (schema) =>
        isJsonObject(schema) && !replaces
          ? { ...schema, ...change }
          : isJsonObject(schema)
            ? { ...onlyType(schema), ...change }
            : schema,
      );
      return {
        what: `${path.join('.')}: ${JSON.stringify(change)}`,
        definition: isJsonObject(mutated) ? mutated : definition,
      };
    });
}

function onlyType({ type, properties, items }: JsonObject): JsonObject {
  return {
    ...(type === undefined ? {} : { type }),
    ...(properties === undefined ? {} : { properties }),
    ...(items === undefined ? {} : { items }),
  };
}

type Path = readonly (string | number)[];

function schemaPaths(definition: JsonObject): readonly Path[] {
  const { spec } = definition;
  const versions = isJsonObject(spec) && isJsonArray(spec.versions) ? spec.versions : [];
  return versions.flatMap((version, index) => {
    const schema = isJsonObject(version) && isJsonObject(version.schema) ? version.schema.openAPIV3Schema : undefined;
    return pathsWithin(schema, ['spec', 'versions', index, 'schema', 'openAPIV3Schema'], 5);
  });
}

function pathsWithin(schema: JsonValue | undefined, path: Path, depth: number): readonly Path[] {
  if (!isJsonObject(schema) || depth === 0) return [];
  const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
  return [
    path,
    ...properties.flatMap(([name, property]) => pathsWithin(property, [...path, 'properties', name], depth - 1)),
    ...pathsWithin(schema.items, [...path, 'items'], depth - 1),
    ...pathsWithin(schema.additionalProperties, [...path, 'additionalProperties'], depth - 1),
  ];
}

function withChange(value: JsonValue | undefined, path: Path, change: (value: JsonValue) => JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return change(value ?? null);
  if (isJsonArray(value)) return value.map((item, index) => (index === step ? withChange(item, rest, change) : item));
  return isJsonObject(value) ? { ...value, [step]: withChange(value[step], rest, change) } : (value ?? null);
}
