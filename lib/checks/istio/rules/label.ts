import { labelKeyErrors } from '../../../manifest/grammar/label-syntax';
import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** Labels that distinguish instances. Istio takes capitals in the prefix of a key, and values of any length. */
export function* labelProblems(labels: Field): Iterable<Problem> {
  for (const [key, value] of labels.entries()) {
    const [fault] = labelKeyErrors(withLowerPrefix(key));
    if (fault !== undefined) yield invalid(value, fault, 'correct the key', key);
    if (value.text !== undefined && !/^([a-z0-9]([-_.a-z0-9]*[a-z0-9])?)?$/i.test(value.text)) {
      const rule = "must consist of alphanumeric characters, '-', '_' or '.', with an alphanumeric one at both ends";
      yield invalid(value, rule, 'correct the value');
    }
  }
}

function withLowerPrefix(key: string): string {
  const slash = key.indexOf('/');
  return key.slice(0, slash + 1).toLowerCase() + key.slice(slash + 1);
}

/** Labels that a selector asks for: each has a key, and none is a pattern. */
export function* selectorProblems(selector: Field, name: 'labels' | 'matchLabels'): Iterable<Problem> {
  for (const [key, value] of selector.at(name).entries()) {
    if (key === '') yield required(value, 'the key is empty', 'name the label');
    if (key.includes('*') || value.text?.includes('*') === true) {
      yield forbidden(value, 'a selector takes no wildcards', 'write the whole label, or leave it out');
    }
  }
  if (selector.map !== undefined && selector.at(name).entries().length === 0) {
    const problem = required(
      selector.at(name),
      'selects every pod of the namespace',
      'leave the selector out, or name labels',
    );
    yield { ...problem, severity: 'warning' };
  }
}
