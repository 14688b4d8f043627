import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../lib/manifest/objects/json';

const variant = fc.constantFrom('on', 'off', 'blue', 'true', 'false', 'no-such-variant');
/** A variable, and a value of its type: engines differ in what they make of a comparison of text with a number. */
const compared = fc.oneof(
  fc.tuple(fc.constant({ var: 'age' }), fc.integer({ min: -1, max: 3 })),
  fc.tuple(fc.constant({ var: 'tier' }), fc.constantFrom('a', 'b', 'gold')),
);
const variable = fc.constantFrom('email', 'tier', '$flagd.flagKey', 'account.id').map((name) => ({ var: name }));
const text = fc.oneof(fc.constantFrom('', 'a', '@shop.example'), variable);

const { rule } = fc.letrec<{ rule: JsonValue; condition: JsonValue }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    variable,
    fc.tuple(fc.constantFrom('==', '===', '!=', '!=='), compared).map(only),
    fc.tuple(fc.constantFrom('starts_with', 'ends_with'), fc.tuple(text, text)).map(only),
    fc.tuple(fc.constantFrom('in'), fc.tuple(variable, fc.constantFrom(['a', 'b'], ['']))).map(only),
    fc.tuple(fc.constantFrom('!', '!!'), fc.tuple(tie('condition'))).map(only),
    fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 1, maxLength: 3 })).map(only),
  ),
  rule: fc.oneof(
    { maxDepth: 3 },
    variant,
    fc.constant(null),
    fc.boolean(),
    fc
      .tuple(fc.constant('fractional'), fc.array(fc.tuple(variant, fc.nat(5)), { minLength: 2, maxLength: 4 }))
      .map(only),
    fc.tuple(fc.constant('if'), fc.tuple(tie('condition'), tie('rule'))).map(only),
    fc.tuple(fc.constant('if'), fc.tuple(tie('condition'), tie('rule'), tie('rule'))).map(only),
    fc
      .tuple(fc.constant('if'), fc.tuple(tie('condition'), tie('rule'), tie('condition'), tie('rule'), tie('rule')))
      .map(only),
    fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie('rule'), { minLength: 1, maxLength: 3 })).map(only),
    tie('condition'),
  ),
}));

/** A targeting rule in JsonLogic, sensible or not. */
export const randomTargeting: fc.Arbitrary<JsonObject> = rule.filter(isRule);

/** What an application says of a request. */
export const randomContext = fc.record(
  {
    targetingKey: fc.constantFrom('user-1', 'user-2', 'user-3', 'user-4'),
    email: fc.constantFrom('', 'a', 'a@shop.example'),
    tier: fc.constantFrom('a', 'b', 'gold'),
    age: fc.integer({ min: -1, max: 3 }),
    account: fc.record({ id: fc.constantFrom('a', '1') }),
  },
  { requiredKeys: [] },
);

function only([operator, list]: readonly [string, JsonValue]): JsonObject {
  return { [operator]: list };
}

function isRule(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
