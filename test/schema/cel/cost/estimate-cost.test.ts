import { kubernetesVersions, type KubernetesVersion } from '../../../../lib/fleet/kubernetes-version';
import { estimateCost, missingLimits } from '../../../../lib/schema/cel/cost/estimate-cost';
import { fittingIntoARequest, sizedType } from '../../../../lib/schema/cel/cost/sized-type';
import { checkExpression, type TypedExpression } from '../../../../lib/schema/cel/types/check-types';
import { declaredType } from '../../../../lib/schema/cel/types/declared-type';
import type { StructuralSchema } from '../../../../lib/schema/facts/schema-facts';

const names: StructuralSchema = { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 25 } };
const object: StructuralSchema = {
  type: 'object',
  properties: {
    names,
    text: { type: 'string' },
    color: { type: 'string', enum: ['red'] },
    labels: { type: 'object', maxProperties: 5, additionalProperties: { type: 'string', maxLength: 4 } },
    when: { type: 'string', format: 'date-time' },
    port: { 'x-kubernetes-int-or-string': true, maxLength: 5 },
  },
};
const largest = 2n ** 64n - 1n;

describe('what a rule is estimated to cost', () => {
  test.each<readonly [rule: string, cost: bigint | number]>([
    // 2 for the list, 1 for the result, and for each item 3 besides the body.
    ['self.names.all(name, true)', 2 + 1 + 10 * 3],
    ["self.names.all(name, name == 'a')", 2 + 1 + 10 * (3 + 1 + 1)],
    ["self.names.exists(name, name == 'a')", 2 + 1 + 10 * (4 + 1 + 1)],
    // 25 characters are up to 100 bytes.
    ["self.names.all(name, name.matches('^[a-z]+$'))", 2 + 1 + 10 * (3 + 1 + 11 * 2)],
    ['self.names.all(a, self.names.all(b, a == b))', 2 + 1 + 10 * (3 + 2 + 1 + 10 * (3 + 2 + 10))],
    ["self.text == 'a' + self.text", 629150],
    ['self.color in self.names', 2 + 2 + 10],
    ['self.names.map(n, n + n).all(m, m.size() > 1)', 414],
    ["self.when == timestamp('2020-01-01T00:00:00Z')", 4],
    ['self.labels.all(k, v, k != v)', 28],
    ['self.names.sortBy(n, n.size()).size() > 1', 378],
    ['ip(self.color).isLoopback()', 4],
    ['quantity(self.color) == quantity(self.text)', 314579],
  ])('is known of %s', (rule, cost) => {
    expect(costOf(rule, '1.37')).toBe(BigInt(cost));
  });

  test.each<readonly [rule: string, costs: readonly (readonly [since: KubernetesVersion, cost: bigint])[]]>([
    [
      'has(self.names)',
      [
        ['1.28', 2n],
        ['1.29', 1n],
      ],
    ],
    [
      'self.color == self.text',
      [
        ['1.28', 314577n],
        ['1.29', 5n],
      ],
    ],
    [
      'self.names.map(n, n).all(m, true)',
      [
        ['1.28', largest],
        ['1.30', 174n],
      ],
    ],
    [
      "'a' in dyn(self.text).split(',')",
      [
        ['1.29', largest],
        ['1.33', 3774875n],
      ],
    ],
    ['self.port == self.color', [['1.29', 5n]]],
    [
      "matches(self.color, '^[a-z]+$')",
      [
        ['1.28', 3n],
        ['1.37', 4n],
      ],
    ],
  ])('of %s differs from release to release', (rule, costs) => {
    for (const version of kubernetesVersions.slice(kubernetesVersions.indexOf(costs[0]?.[0] ?? '1.28'))) {
      const [, cost] =
        costs.findLast(([since]) => kubernetesVersions.indexOf(since) <= kubernetesVersions.indexOf(version)) ?? [];
      expect([version, costOf(rule, version)]).toEqual([version, cost]);
    }
  });

  test('depends on the processor of the server where a number does not fit', () => {
    const { least, most } = estimateOf("'a' in dyn(self.text).split(',')", '1.28');
    expect([least, most]).toEqual([3689348814741910531n, largest]);
  });

  test('would be less with limits that the schema could set', () => {
    const rule = "self.text.contains('a') && self.names.exists(n, n == self.text)";
    const missing = missingLimits(compiled(rule, '1.37'), sizesOf(object, '1.37'), '1.37');
    expect(missing.map((part) => [part.place, part.missing])).toEqual([['.properties[text]', 'maxLength']]);
  });
});

describe('how many values fit into a request', () => {
  test.each<readonly [schema: StructuralSchema, count: bigint]>([
    [{ type: 'string' }, 1048576n],
    [{ type: 'string', format: 'date' }, 241979n],
    [{ type: 'string', format: 'date-time' }, 142987n],
    [{ type: 'string', format: 'duration' }, 786432n],
    [{ type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } }, 262144n],
    [{ type: 'object', required: ['a'], properties: { a: { type: 'boolean', default: true } } }, 1048576n],
    [{ type: 'object', required: ['a'] }, 1048576n],
  ])('of %j', (schema, count) => {
    expect(fittingIntoARequest(sizesOf(schema, '1.37'))).toBe(count);
  });
});

function costOf(rule: string, version: KubernetesVersion): bigint {
  const { least, most } = estimateOf(rule, version);
  expect(least).toBe(most);
  return most;
}

function estimateOf(rule: string, version: KubernetesVersion): ReturnType<typeof estimateCost> {
  return estimateCost(compiled(rule, version), sizesOf(object, version), version);
}

function compiled(rule: string, version: KubernetesVersion): TypedExpression {
  const type = declaredType(object, false);
  if (type === undefined) throw new Error('rules see no object');
  const checked = checkExpression(rule, new Map([['self', type]]), version);
  if ('error' in checked) throw new Error(checked.error);
  return checked;
}

function sizesOf(schema: StructuralSchema, version: KubernetesVersion): NonNullable<ReturnType<typeof sizedType>> {
  const sizes = sizedType(schema, false, version);
  if (sizes === undefined) throw new Error('rules do not see it');
  return sizes;
}
