import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, invalid, invalidByEach } from '../field-error';
import type { Problem } from '../finding';
import { fieldRefProblems, resourceFieldRefProblems } from './fields/downward-api';
import { configKeyErrors, relaxedVariableNameErrors, variableNameErrors } from './grammar/key-syntax';
import { podCheck } from '../pod-check';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const nameFix = 'use letters, digits and underscores, and start with a letter';

/** Environment variables have names that a process can read, and one source of their value. */
export const validEnvironment: Check = podCheck({
  id: 'valid-environment',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod: a variable has a value, or one place where the value is read from.',
  problems: function* ({ containers }, { cluster }) {
    for (const { field } of containers) {
      for (const variable of field.at('env').items()) yield* variableProblems(variable, cluster.kubernetesVersion);
      for (const source of field.at('envFrom').items()) yield* envFromProblems(source, cluster.kubernetesVersion);
    }
  },
});

function* variableProblems(variable: Field, version: KubernetesVersion): Iterable<Problem> {
  const name = variable.at('name');
  yield* emptyText(name, 'give the variable a name');
  yield* nameProblems(name, version);
  const valueFrom = variable.at('valueFrom');
  if (valueFrom.map === undefined) return;
  yield* fieldRefProblems(valueFrom.at('fieldRef'), 'env');
  yield* resourceFieldRefProblems(valueFrom.at('resourceFieldRef'));
  for (const reference of [valueFrom.at('configMapKeyRef'), valueFrom.at('secretKeyRef')]) {
    const key = reference.at('key');
    yield* emptyText(key, 'name the key to read');
    if (key.text !== undefined && key.text !== '') {
      yield* invalidByEach(key, configKeyErrors(key.text), 'use the key as the object has it');
    }
  }
  const set = sources.filter((source) => valueFrom.at(source).isSet);
  const rule = sourceRule(set.length, (variable.at('value').text ?? '') !== '', version);
  if (rule !== undefined) yield invalid(valueFrom, rule, 'keep one source of the value', '');
}

function sourceRule(count: number, hasValue: boolean, version: KubernetesVersion): string | undefined {
  if (count === 0) {
    return isAtLeast(version, '1.35')
      ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
  }
  if (hasValue) return 'may not be specified when `value` is not empty';
  return count > 1 ? 'may not have more than one field specified at a time' : undefined;
}

function* envFromProblems(source: Field, version: KubernetesVersion): Iterable<Problem> {
  yield* nameProblems(source.at('prefix'), version);
  const set = ['configMapRef', 'secretRef'].filter((name) => source.at(name).isSet);
  if (set.length === 0)
    yield invalid(source, 'must specify one of: `configMapRef` or `secretRef`', 'set one of them', '');
  if (set.length > 1) {
    yield invalid(source, 'may not have more than one field specified at a time', 'make two entries of them', '');
  }
}

function* nameProblems(name: Field, version: KubernetesVersion): Iterable<Problem> {
  if (name.text === undefined || name.text === '') return;
  const errors = isAtLeast(version, '1.32') ? relaxedVariableNameErrors : variableNameErrors;
  yield* invalidByEach(name, errors(name.text), nameFix);
}
