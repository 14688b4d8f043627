import { planned, plannedTrees } from './planned';

const definition = (fields: string, versions = '') => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things, singular: thing, listKind: ThingList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                size: { type: integer, maximum: 10 }
                mode: { type: string, enum: [a, b], default: a }
                ${fields}
${versions}
`;
const base = definition('color: { type: string }');

describe('a definition', () => {
  test.each([
    ['maximum: 10', 'maximum: 5', 'breaks stored objects: v1 spec.size: maximum 10 became 5'],
    ['maximum: 10', 'maximum: 10, minimum: 1', 'breaks stored objects: v1 spec.size: minimum none became 1'],
    ['enum: [a, b]', 'enum: [a]', 'breaks stored objects: v1 spec.mode: the enum lost ["b"]'],
    [
      'color: { type: string }',
      'color: { type: integer }',
      'breaks stored objects: v1 spec.color: type string became integer',
    ],
    [
      'color: { type: string }',
      "color: { type: string, pattern: '^a' }",
      'breaks stored objects: v1 spec.color: pattern ^a was added',
    ],
    [
      'color: { type: string }',
      'color: { type: string, maxLength: 9, x-kubernetes-validations: [{ rule: "self != oldSelf" }] }',
      'breaks clients: v1 spec.color: a rule about changes was added: self != oldSelf',
    ],
    ['served: true', 'served: false', 'breaks clients: v1: the version is no longer served'],
  ])('that turns %j into %j is dangerous', (from, to, reason) => {
    const plan = planned(base, base.replace(from, to));
    expect(plan.reasons).toContain(reason);
    expect(plan).toMatchObject({ verdict: 'in-place', isDangerous: true });
  });

  test('that loses a field puts data at risk', () => {
    expect(planned(base, base.replace('color: { type: string }', ''))).toMatchObject({
      dataAtRisk: true,
      reasons: ['data loss: v1 spec.color: the field was removed: its values are dropped'],
    });
  });

  test('that accepts more is no danger', () => {
    expect(planned(base, base.replace('enum: [a, b]', 'enum: [a, b, c]'))).toMatchObject({
      verdict: 'in-place',
      isDangerous: false,
    });
    expect(planned(base, base.replace('maximum: 10', 'maximum: 20'))).toMatchObject({ isDangerous: false });
  });

  test('with another scope or without the stored version is rejected', () => {
    expect(planned(base, base.replace('scope: Namespaced', 'scope: Cluster'))).toMatchObject({ verdict: 'rejected' });
    expect(planned(base, base.replace('- name: v1', '- name: v2'))).toMatchObject({ verdict: 'rejected' });
  });
});

describe('a custom resource', () => {
  const rules = definition(
    'color: { type: string, x-kubernetes-validations: [{ rule: self == oldSelf, message: the color stays }] }',
  );
  const thing = (spec: string) =>
    `---\napiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a, namespace: shop }\nspec: { ${spec} }\n`;
  const change = (from: string, to: string) => plannedTrees(rules + thing(from), rules + thing(to)).objects[0];

  test('is rejected by a rule about changes, and in place without one', () => {
    expect(change('color: red', 'color: blue')).toMatchObject({
      verdict: 'rejected',
      reasons: [expect.stringContaining('the color stays') as string],
    });
    expect(change('size: 1', 'size: 2')).toMatchObject({ verdict: 'in-place' });
  });

  test('keeps a value that its definition no longer takes where servers tolerate that, until the value changes', () => {
    const stricter = rules.replace('maximum: 10', 'maximum: 5');
    const change = (base: string, next: string, version: '1.29' | '1.30') =>
      plannedTrees(base, next, { version }).objects.find(({ object: { kind } }) => kind === 'Thing')?.verdict;
    const [old, other, larger] = ['size: 8', 'size: 8, mode: b', 'size: 9'].map((spec) => thing(spec));
    for (const base of [rules, stricter]) {
      expect(change(`${base}${old}`, `${stricter}${other}`, '1.30')).toBe('in-place');
      expect(change(`${base}${old}`, `${stricter}${larger}`, '1.30')).toBe('rejected');
      expect(change(`${base}${old}`, `${stricter}${other}`, '1.29')).toBe('rejected');
    }
  });

  test('is the same with a default of its definition written', () => {
    expect(change('size: 1', 'size: 1, mode: a')).toMatchObject({ verdict: 'no-op' });
  });

  test('of a kind that nobody knows is compared, and what it lets change is not decided', () => {
    const plan = plannedTrees(thing('size: 1'), thing('size: 2')).objects[0];
    expect(plan).toMatchObject({ verdict: 'in-place', changes: [{ path: 'spec.size', from: 1, to: 2 }] });
    expect(plan?.reasons.some((reason) => reason.startsWith('not decided'))).toBe(true);
  });
});
