import type { Field } from '../../../manifest/objects/field';
import { duplicate, invalid, invalidByEach, invalidWhole, negative, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { labelKeyErrors } from '../../../manifest/grammar/label-syntax';

/** What the exit of a pod means for its Job: each rule looks at exit codes or at conditions, which exist. */
export function* failurePolicyProblems(spec: Field): Iterable<Problem> {
  const policy = spec.at('podFailurePolicy');
  if (policy.map === undefined) return;
  const restartPolicy = spec.at('template', 'spec', 'restartPolicy');
  if (restartPolicy.value === 'OnFailure') {
    const rule = 'only "Never" is supported when podFailurePolicy is specified';
    yield invalid(restartPolicy, rule, 'set restartPolicy: Never');
  }
  for (const rule of policy.at('rules').items()) {
    const [codes, conditions] = [rule.at('onExitCodes'), rule.at('onPodConditions')];
    const hasConditions = conditions.items().length > 0;
    if (codes.isSet && hasConditions) {
      const text = 'specifying both OnExitCodes and OnPodConditions is not supported';
      yield invalidWhole(rule, text, 'make two rules of it');
    } else if (!codes.isSet && !hasConditions) {
      yield invalidWhole(rule, 'specifying one of OnExitCodes and OnPodConditions is required', 'set onExitCodes');
    }
    if (codes.map !== undefined) yield* exitCodeProblems(codes, spec.at('template', 'spec'));
    for (const condition of conditions.items()) yield* conditionProblems(condition);
  }
}

function* exitCodeProblems(codes: Field, podSpec: Field): Iterable<Problem> {
  const values = codes.at('values');
  const seen = new Set<number>();
  let isOrdered = true;
  let previous = Number.NEGATIVE_INFINITY;
  for (const value of values.items()) {
    if (value.number === undefined) continue;
    if (value.number === 0 && codes.at('operator').value === 'In') {
      yield invalid(value, 'must not be 0 for the In operator', 'list codes of failure: 0 is success');
    }
    if (seen.has(value.number)) yield duplicate(value, 'remove it');
    seen.add(value.number);
    isOrdered &&= value.number >= previous;
    previous = value.number;
  }
  if (!isOrdered) yield invalid(values, 'must be ordered', 'list the exit codes in ascending order');
  if (values.isSet && values.items().length === 0) {
    yield invalid(values, 'at least one value is required', 'list the exit codes');
  }
  const name = codes.at('containerName');
  const names = ['containers', 'initContainers'].flatMap((list) =>
    podSpec
      .at(list)
      .items()
      .map((one) => one.at('name')),
  );
  if (name.text !== undefined && !names.some(({ value }) => value === name.value)) {
    const rule = 'must be one of the container or initContainer names in the pod template';
    yield invalid(name, rule, 'use the name of a container of the template');
  }
}

function* conditionProblems(condition: Field): Iterable<Problem> {
  const [type, status] = [condition.at('type'), condition.at('status')];
  if (type.text !== undefined) {
    yield* invalidByEach(type, labelKeyErrors(type.text), 'use the type of a pod condition, such as DisruptionTarget');
  }
  if (status.text !== undefined && !['False', 'True', 'Unknown'].includes(status.text)) {
    yield unsupported(status, ['False', 'True', 'Unknown'], 'use "True", in quotes');
  }
}

/** When an indexed Job counts as done: each rule counts indexes that the Job has. */
export function* successPolicyProblems(spec: Field): Iterable<Problem> {
  const policy = spec.at('successPolicy');
  if (policy.map === undefined) return;
  const completions = spec.at('completions').number;
  const rules = policy.at('rules');
  if (rules.isSet && rules.items().length === 0) {
    yield required(rules, 'at least one rules must be specified when the successPolicy is specified', 'add a rule');
  }
  for (const rule of rules.items()) {
    const [count, indexes] = [rule.at('succeededCount'), rule.at('succeededIndexes')];
    if (!count.isSet && !indexes.isSet) {
      yield required(rule, 'at least one of succeededCount or succeededIndexes must be specified', 'set one of them');
    }
    yield* negative(count);
    if (completions !== undefined && (count.number ?? 0) > completions) {
      const text = `must be less than or equal to ${completions} (the number of specified completions)`;
      yield invalid(count, text, 'lower it, or raise completions');
    }
    if (indexes.text !== undefined && !/^(\d+(-\d+)?(,\d+(-\d+)?)*)?$/.test(indexes.text)) {
      const [first = ''] = indexes.text.split(',').filter((part) => !/^\d+(-\d+)?$/.test(part));
      const [start = ''] = first.split('-');
      yield invalid(
        indexes,
        `error parsing succeededIndexes: cannot convert string to integer for index: "${start}"`,
        'list indexes and ranges of them, such as "0,2-4"',
      );
    }
  }
}
