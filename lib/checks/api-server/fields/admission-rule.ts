import type { Field } from '../../../manifest/objects/field';
import { invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';

const operations = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const lists = [
  ['operations', 'operations'],
  ['apiGroups', 'API groups'],
  ['apiVersions', 'API versions'],
] as const;

/** A rule of a webhook or of an admission policy says of which requests it is: a wildcard stands alone. */
export function* admissionRuleProblems(rule: Field): Iterable<Problem> {
  for (const [name, words] of lists) {
    const list = rule.at(name);
    if (list.items().length === 0) yield required(list, '', 'list them, or write "*"');
    if (list.items().length > 1 && list.items().some(({ value }) => value === '*')) {
      yield invalid(list, `if '*' is present, must not specify other ${words}`, 'keep only "*", or remove it');
    }
  }
  for (const operation of rule.at('operations').items()) {
    if (operation.text !== undefined && !operations.includes(operation.text)) {
      yield unsupported(operation, operations, 'use upper case: CREATE, UPDATE, DELETE, CONNECT or "*"');
    }
  }
  for (const version of rule.at('apiVersions').items()) {
    if (version.value === '') yield required(version, '', 'name the version, or write "*"');
  }
  yield* resourcesProblems(rule.at('resources'));
}

function* resourcesProblems(resources: Field): Iterable<Problem> {
  const names = resources.items().map(({ text = '' }) => text);
  if (names.length === 0) yield required(resources, '', 'list resources in plural, such as deployments');
  for (const resource of resources.items()) {
    if (resource.value === '') yield required(resource, '', 'name the resource, such as deployments');
  }
  const hasPlain = names.some((name) => name !== '*' && !name.includes('/'));
  if (names.length > 1 && names.includes('*/*')) {
    yield invalid(resources, "if '*/*' is present, must not specify other resources", 'keep only "*/*", or remove it');
  }
  if (names.includes('*') && hasPlain) {
    const text = "if '*' is present, must not specify other resources without subresources";
    yield invalid(resources, text, 'keep only "*", or remove it');
  }
}
