import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, missingText, required } from '../field-error';
import type { Problem } from '../finding';
import { parsePromql } from './promql/parse-promql';
import { promqlFlaw } from './promql/promql-flaw';
import { rulesOf } from './rules-of';

/** Prometheus loads the rules of a PrometheusRule. */
export const validPrometheusRule: Check = {
  id: 'valid-prometheus-rule',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server takes any text for a rule. The operator then leaves the whole object out of what Prometheus loads, or its ' +
    'webhook refuses it: every alert in it is silent.',
  assumptions: ['Prometheus is of version 3', 'templates in labels and annotations are not read'],
  kinds: ['monitoring.coreos.com/PrometheusRule'],
  run: function* ({ manifest }) {
    const groups = Field.root(manifest).at('spec', 'groups').items();
    const names = groups.map((group) => group.at('name').text);
    for (const [index, group] of groups.entries()) {
      const name = group.at('name');
      if (name.text !== undefined && names.indexOf(name.text) < index)
        yield duplicate(name, 'give each group a name of its own');
    }
    for (const rule of rulesOf(manifest)) yield* flawsOf(rule);
  },
};

function* flawsOf(rule: Field): Iterable<Problem> {
  const record = rule.at('record');
  const alert = rule.at('alert');
  const records = isGiven(record);
  if (records && isGiven(alert))
    yield forbidden(alert, 'a rule records a series or alerts, not both', 'make two rules of it');
  if (!records && !isGiven(alert))
    yield required(rule, 'one of record and alert', 'say what the rule records, or what its alert is called');
  if (records) yield* recordingFlaws(rule, record);
  yield* expressionFlaws(rule.at('expr'));
  for (const [name, label] of rule.at('labels').entries())
    if (name === '__name__' || name === '') yield invalid(label, 'no name for a label', 'choose another name', name);
}

/** What only alerts have, and what a series cannot be called. */
function* recordingFlaws(rule: Field, record: Field): Iterable<Problem> {
  for (const name of ['annotations', 'for', 'keep_firing_for']) {
    const field = rule.at(name);
    const isEmpty = name === 'annotations' ? field.entries().length === 0 : !isGiven(field) || isZero(field);
    if (!isEmpty) yield forbidden(field, 'a rule that records a series has none', 'leave it out, or make it an alert');
  }
  if (/[{}]/.test(record.text ?? ''))
    yield invalid(record, 'must be the name of a series, without braces', 'say labels under labels');
}

function* expressionFlaws(expr: Field): Iterable<Problem> {
  if (typeof expr.value === 'number') return;
  if (expr.text === undefined || expr.text === '') {
    yield* missingText(expr, 'write what is asked, in PromQL');
    return;
  }
  const parsed = parsePromql(expr.text);
  if (parsed === undefined) {
    yield {
      path: expr.path,
      message: 'whether Prometheus reads it is not known: it is longer or nested deeper than what is read here',
      fix: 'split it into rules that record its parts',
      status: 'unproved',
      severity: 'info',
    };
    return;
  }
  const flaw = promqlFlaw(parsed);
  if (flaw !== undefined) yield invalid(expr, flaw, 'try the expression in Prometheus, or by promtool check rules');
}

function isGiven(field: Field): boolean {
  return field.text !== undefined && field.text !== '';
}

function isZero(field: Field): boolean {
  return /^0(ms|s|m|h|d|w|y)?$/.test(field.text ?? '');
}
