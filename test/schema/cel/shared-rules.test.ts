import { compileRule } from '../../../lib/schema/rules/compiled-rule';
import type { ValidationRule } from '../../../lib/schema/facts/schema-facts';
import { describeWithShared } from '../../shared-folder';
import { sharedDefinitions } from '../shared-definitions';

describeWithShared('the rules of the products', () => {
  const rules = sharedDefinitions().flatMap(({ kinds }) =>
    Object.values(kinds).flatMap(({ schema }) => rulesIn(schema)),
  );

  it('are many', () => {
    expect(rules.length).toBeGreaterThan(1000);
  });

  it('are all read, and call nothing that is not here', () => {
    const reasons = rules.flatMap((rule) => {
      const compiled = compileRule(rule);
      return 'reason' in compiled ? [`${compiled.reason}: ${rule.rule}`] : [];
    });
    expect([...new Set(reasons)]).toEqual([]);
  });

  it('have messages that are all read', () => {
    const unread = rules.filter((rule) => {
      const compiled = compileRule(rule);
      return rule.messageExpression !== undefined && 'evaluate' in compiled && compiled.message === undefined;
    });
    expect(unread).toEqual([]);
  });
});

function rulesIn(value: unknown): ValidationRule[] {
  if (Array.isArray(value)) return value.flatMap(rulesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'x-kubernetes-validations' && Array.isArray(part) ? (part as ValidationRule[]) : rulesIn(part),
  );
}
