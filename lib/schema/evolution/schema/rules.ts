import type { ValidationRule } from '../../facts/schema-facts';
import type { Difference, SchemaComparator } from '../comparator';

/** CEL rules. Whether one accepts all that another one does is not decided: a rule that changes is a new one. */
export const rules: SchemaComparator = {
  id: 'rules',
  isRatcheted: true,
  compare: (before, after) => {
    const [from, to] = [rulesOf(before['x-kubernetes-validations']), rulesOf(after['x-kubernetes-validations'])];
    return [
      ...[...to].filter(([text]) => !from.has(text)).map(([text, rule]) => addedRule(text, rule)),
      ...[...to]
        .filter(([text, { optionalOldSelf }]) => optionalOldSelf === true && from.get(text)?.optionalOldSelf !== true)
        .filter(([text]) => from.has(text))
        .map(([text]): Difference => ({
          effect: 'breaks-clients',
          message: `a rule holds for new objects as well: ${text}`,
        })),
      ...[...from]
        .filter(([text]) => !to.has(text))
        .map(([text]): Difference => ({ effect: 'safe', message: `a rule was removed: ${text}` })),
    ];
  },
};

/** A rule about changes refuses no object as it is, only what clients would make of it. */
function addedRule(text: string, { optionalOldSelf }: ValidationRule): Difference {
  const isAboutChanges = /\boldSelf\b/.test(text) && optionalOldSelf !== true;
  return isAboutChanges
    ? { effect: 'breaks-clients', message: `a rule about changes was added: ${text}` }
    : { effect: 'breaks-objects', message: `a rule was added: ${text}` };
}

function rulesOf(list: readonly ValidationRule[] = []): ReadonlyMap<string, ValidationRule> {
  return new Map(list.map((rule) => [rule.rule.trim(), rule]));
}
