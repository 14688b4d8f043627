import type { Field } from '../../manifest/objects/field';
import { parseQuantity, type Quantity } from '../../manifest/objects/quantity';
import type { Check } from '../check';
import { forbidden, invalid, invalidByEach, required } from '../field-error';
import { amountText, quantityOf } from './fields/quantity';
import type { Problem } from '../finding';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';
import { podCheck } from '../pod-check';

/** Containers ask for resources that exist, and for no more than their limit. */
export const validResources: Check = podCheck({
  id: 'valid-resources',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects a pod that asks for more than it allows itself, or for a resource that cannot be counted.',
  problems: function* ({ containers }) {
    for (const { field } of containers) yield* requirementProblems(field.at('resources'));
  },
});

function* requirementProblems(resources: Field): Iterable<Problem> {
  const [requests, limits] = [resources.at('requests'), resources.at('limits')];
  for (const list of [limits, requests]) {
    for (const [name, amount] of list.entries()) {
      yield* nameProblems(name, amount);
      yield* amountProblems(name, amount);
    }
  }
  for (const [name, amount] of requests.entries()) yield* comparisonProblems(name, amount, limits);
  const names = [...Object.keys(requests.map ?? {}), ...Object.keys(limits.map ?? {})];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    yield forbidden(resources, 'HugePages require cpu or memory', 'ask for cpu or memory as well');
  }
}

function* nameProblems(name: string, amount: Field): Iterable<Problem> {
  const fix = 'use cpu, memory, ephemeral-storage, hugepages-<size>, or an extended resource such as nvidia.com/gpu';
  const rules = labelKeyErrors(name);
  yield* invalidByEach(amount, rules, fix, name);
  if (rules.length > 0 || name.includes('/') || isHugePages(name)) return;
  if (['cpu', 'memory', 'ephemeral-storage'].includes(name)) return;
  if (!['storage', 'pods'].includes(name)) {
    yield invalid(amount, 'must be a standard resource type or fully qualified', fix, name);
  }
  yield invalid(amount, 'must be a standard resource for containers', fix, name);
}

function* amountProblems(name: string, field: Field): Iterable<Problem> {
  const amount = quantityOf(field);
  if (amount === undefined) return;
  if (amount.nanos < 0n) {
    yield invalid(field, 'must be greater than or equal to 0', 'use 0 or more', amountText(field));
  }
  if (isExtended(name) && !amount.isInteger()) {
    yield invalid(field, 'must be an integer', 'ask for whole pieces', field.value);
  }
  const page = isHugePages(name) ? parseQuantity(name.slice('hugepages-'.length)) : undefined;
  if (page !== undefined && !isMultiple(amount, page)) {
    const rule = `${amountText(field)} is not positive integer multiple of ${name}`;
    yield invalid(field, rule, 'ask for a multiple of the size of a page', amountText(field));
  }
}

function* comparisonProblems(name: string, field: Field, limits: Field): Iterable<Problem> {
  const limit = limits.entry(name);
  const [requested, allowed] = [quantityOf(field), quantityOf(limit)];
  const mustBeEqual = isExtended(name) || isHugePages(name);
  if (!limit.isSet && mustBeEqual) {
    yield required(limits, 'Limit must be set for non overcommitable resources', `set limits.${name} as well`);
  }
  if (requested === undefined || allowed === undefined) return;
  const order = requested.compareTo(allowed);
  const comparison = mustBeEqual && order !== 0 ? 'equal' : order > 0 ? 'less than or equal' : undefined;
  if (comparison === undefined) return;
  const rule = `must be ${comparison} to ${name} limit of ${amountText(limit)}`;
  yield invalid(field, rule, 'lower the request, or raise the limit', amountText(field));
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

function isMultiple(amount: Quantity, page: Quantity): boolean {
  return amount.nanos > 0n && page.nanos > 0n && amount.nanos % page.nanos === 0n;
}
