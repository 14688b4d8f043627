import { Field } from '../../manifest/objects/field';
import { matchesLabels, matchesSelector, parseLabels, parseLabelSelector } from '../../manifest/objects/label-selector';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { longRunningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import { labelSelectorProblems } from './fields/label-selector';
import type { Problem } from '../finding';

const selectorFix = 'select the labels that tell these pods from all others';

/** A workload selects the pods that its own template makes. */
export const validSelector: Check = {
  id: 'valid-selector',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the workload: it would never find its own pods and would make new ones for ever.',
  kinds: longRunningKinds,
  run: function* (object) {
    const { kind } = object.manifest;
    const selector = Field.root(object.manifest).at('spec', 'selector');
    const labels = podTemplateOf(object)?.labels ?? {};
    const templateLabels = Field.root(object.manifest).at('spec', 'template', 'metadata', 'labels');
    const hasNoSpec = !Field.root(object.manifest).at('spec').isSet;
    if (hasNoSpec && kind !== 'ReplicationController') yield required(selector, '', selectorFix);
    if (selector.map === undefined) return;
    const isPlain = kind === 'ReplicationController';
    yield* emptyProblems(kind, selector);
    const unreadable = isPlain ? [] : [...labelSelectorProblems(selector)];
    yield* unreadable;
    if (unreadable.length === 0 && !fulfils(selector, labels, isPlain)) {
      const fix = 'give the template every label that the selector asks for';
      yield invalid(templateLabels, '`selector` does not match template `labels`', fix, templateLabels.value ?? null);
    }
  },
};

function* emptyProblems(kind: string, selector: Field): Iterable<Problem> {
  const size = ['matchLabels', 'matchExpressions'].reduce(
    (sum, name) => sum + Object.keys(selector.at(name).value ?? {}).length,
    0,
  );
  if (kind === 'ReplicationController') {
    if (Object.keys(selector.map ?? {}).length === 0) yield required(selector, '', selectorFix);
  } else if (size === 0) {
    yield invalid(selector, `empty selector is invalid for ${kind.toLowerCase()}`, selectorFix);
  }
}

/** Whether labels fulfil a selector; true where the selector cannot be read, which is reported elsewhere. */
function fulfils(selector: Field, labels: Readonly<Record<string, string>>, isPlain: boolean): boolean {
  if (isPlain) return matchesLabels(parseLabels(selector.value) ?? {}, labels);
  const parsed = parseLabelSelector(selector.value);
  return parsed === undefined || matchesSelector(parsed, labels);
}
