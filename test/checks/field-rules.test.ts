import fc from 'fast-check';
import { FieldRules } from '../../lib/checks/field-rules';
import { Field } from '../../lib/manifest/objects/field';
import type { JsonValue } from '../../lib/manifest/objects/json';

const names = ['a', 'b', 'constructor'];
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('x', 1, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const paths = fc
  .array(
    fc.tuple(fc.constantFrom(...names), fc.boolean()).map(([name, isList]) => (isList ? `${name}[]` : name)),
    { maxLength: 4 },
  )
  .map((steps) => steps.join('.'));

/** As the words of a path say it, step by step. */
function look(fields: readonly Field[], steps: readonly string[]): readonly Field[] {
  const [step, ...rest] = steps;
  const set = fields.filter(({ isSet }) => isSet);
  if (step === undefined || step === '') return set;
  const next = set.map((field) => field.at(step.replace('[]', '')));
  return look(step.endsWith('[]') ? next.flatMap((field) => field.items()) : next, rest);
}

test('a walk over what is there finds every field that a rule is about, and no other', () => {
  fc.assert(
    fc.property(values, fc.uniqueArray(paths), (value, rules) => {
      const root = Field.at('spec', value);
      const found = new FieldRules(rules.map((path) => ({ path })))
        .about(root)
        .map(({ field, rule }) => `${rule.path} ${field.path} ${JSON.stringify(field.value)}`);
      const expected = rules.flatMap((path) =>
        look([root], path.split('.')).map((field) => `${path} ${field.path} ${JSON.stringify(field.value)}`),
      );
      expect([...found].sort()).toEqual(expected.sort());
    }),
  );
});
