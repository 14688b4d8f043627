import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, invalidByEach, required } from '../../field-error';
import type { Problem } from '../../finding';
import { dnsSubdomainErrors } from '../../../manifest/grammar/dns-name';
import { labelKeyErrors, labelValueErrors } from '../../../manifest/grammar/label-syntax';

/** Nodes that fit are those that fulfil one term of at least one. */
export function* nodeSelectorProblems(selector: Field): Iterable<Problem> {
  const terms = selector.at('nodeSelectorTerms');
  if (terms.items().length === 0) {
    yield required(terms, 'must have at least one node selector term', `add a term, or remove ${selector.name}`);
  }
  for (const term of terms.items()) yield* nodeTermProblems(term, true);
}

/** One way for a node to fit: requirements that can be evaluated. */
export function* nodeTermProblems(term: Field, checksValues: boolean): Iterable<Problem> {
  for (const requirement of term.at('matchExpressions').items()) {
    yield* nodeRequirementProblems(requirement);
    const key = requirement.at('key');
    if (key.text !== undefined) yield* invalidByEach(key, labelKeyErrors(key.text), 'use the key of a node label');
    for (const value of checksValues ? requirement.at('values').items() : []) {
      yield* invalidByEach(value, labelValueErrors(value.text ?? ''), 'use a value that a label can have');
    }
  }
  for (const requirement of term.at('matchFields').items()) {
    const key = requirement.at('key');
    if (key.text !== undefined && key.text !== 'metadata.name') {
      yield invalid(key, 'not a valid field selector key', 'use metadata.name, or a label in matchExpressions');
    }
    yield* fieldValueProblems(requirement);
  }
}

/** A field of a node is compared with exactly one value: the name of a node. */
function* fieldValueProblems(requirement: Field): Iterable<Problem> {
  const [operator, values] = [requirement.at('operator'), requirement.at('values')];
  if (operator.value === 'In' || operator.value === 'NotIn') {
    if (values.items().length !== 1) {
      const rule = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      yield required(values, rule, 'give the name of one node');
    }
  } else if (operator.text !== undefined) {
    yield invalid(operator, 'not a valid selector operator', 'use In or NotIn');
  }
  for (const value of values.items()) {
    yield* invalidByEach(value, dnsSubdomainErrors(value.text ?? ''), 'give the name of a node');
  }
}

function* nodeRequirementProblems(requirement: Field): Iterable<Problem> {
  const [operator, values] = [requirement.at('operator'), requirement.at('values')];
  const count = values.items().length;
  switch (operator.text) {
    case undefined:
      return;
    case 'In':
    case 'NotIn':
      if (count > 0) return;
      yield required(values, "must be specified when `operator` is 'In' or 'NotIn'", 'list the values to compare with');
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (count === 0) return;
      yield forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'", 'remove values');
      return;
    case 'Gt':
    case 'Lt':
      if (count === 1) return;
      yield required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'", 'give one integer');
      return;
    default:
      yield invalid(operator, 'not a valid selector operator', 'use In, NotIn, Exists, DoesNotExist, Gt or Lt');
  }
}
