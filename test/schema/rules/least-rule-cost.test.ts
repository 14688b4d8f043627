import type { StructuralSchema } from '../../../lib/schema/facts/schema-facts';
import { leastRuleCost } from '../../../lib/schema/rules/least-rule-cost';

const names: StructuralSchema = { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 25 } };
const object: StructuralSchema = {
  type: 'object',
  properties: { names, when: { type: 'string', format: 'date-time' } },
};
const code: StructuralSchema = { type: 'string', maxLength: 5 };

describe('what a rule costs at least', () => {
  // As cel-go estimates it: 2 for the list, 1 for the result, and for each item 3 besides the body.
  test.each([
    ['self.names.all(name, true)', 2 + 1 + 10 * 3],
    ["self.names.all(name, name == 'a')", 2 + 1 + 10 * (3 + 1 + 1)],
    ["self.names.exists(name, name == 'a')", 2 + 1 + 10 * (4 + 1 + 1)],
    ["self.names.all(name, name.matches('^[a-z]+$'))", 2 + 1 + 10 * (3 + 1 + 11 * 2)],
    ['self.names.all(a, self.names.all(b, a == b))', 2 + 1 + 10 * (3 + 2 + 1 + 10 * (3 + 2 + 10))],
    ['has(self.names) ? self.names.all(name, true) : true', 1 + 2 + 1 + 10 * 3],
  ])('is known of %s', (rule, expected) => {
    expect(leastRuleCost({ rule }, object, 1)).toBe(expected);
  });

  test('is multiplied by the values that there may be', () => {
    const rule = "self == 'a'";
    expect(leastRuleCost({ rule }, code, 100)).toBe(2 * 100);
    expect(leastRuleCost({ rule }, code, undefined)).toBe(2 * Math.floor((3 * 1024 * 1024) / 3));
  });

  test.each([
    ['optional.of(1).hasValue()', 0],
    ['cel.bind(a, self.names, a.all(b, true))', 0],
    ['self.?names.hasValue()', 1],
    ["self.when == timestamp('2020-01-01T00:00:00Z')", 2],
  ])('leaves out what is not certain of %s', (rule, expected) => {
    expect(leastRuleCost({ rule }, object, 1)).toBe(expected);
  });
});
