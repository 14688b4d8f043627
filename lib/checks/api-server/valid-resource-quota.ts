import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { amountText, quantityOf } from './fields/quantity';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';

const countable = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const measurable = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
];
const ofPods = ['pods', 'cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];
const scopedResources: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  CrossNamespacePodAffinity: ofPods,
  NotBestEffort: ofPods,
  NotTerminating: ofPods,
  PriorityClass: ofPods,
  Terminating: ofPods,
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
const opposites = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

/** A quota limits what can be counted, and its scopes do not exclude each other. */
export const validResourceQuota: Check = {
  id: 'valid-resource-quota',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the quota: what it limits could never be counted.',
  kinds: ['ResourceQuota'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* scopeProblems(spec);
    for (const [name, amount] of spec.at('hard').entries()) yield* amountProblems(name, amount);
    const scopes = spec.at('scopes');
    for (const [one, other] of opposites) {
      const has = (scope: string) => scopes.items().some(({ value }) => value === scope);
      if (has(one) && has(other)) yield invalid(scopes, 'conflicting scopes', 'keep one of them');
    }
    for (const requirement of spec.at('scopeSelector', 'matchExpressions').items()) {
      yield* requirementProblems(requirement);
    }
  },
};

function* amountProblems(name: string, field: Field): Iterable<Problem> {
  const rules = labelKeyErrors(name);
  yield* invalidByEach(field, rules, 'use a resource, such as limits.cpu or count/deployments.apps', name);
  const isKnown = name.includes('/') || isStandard(name);
  if (rules.length === 0 && !isKnown) {
    const rule = 'must be a standard resource type or fully qualified';
    yield invalid(field, rule, 'use a resource, such as limits.cpu or count/deployments.apps', name);
  }
  const amount = quantityOf(field);
  if (amount === undefined) return;
  if (amount.nanos < 0n) {
    yield invalid(field, 'must be greater than or equal to 0', 'use 0 or more', amountText(field));
  }
  if (countable.includes(name) && !amount.isInteger())
    yield invalid(field, 'must be an integer', 'count whole objects');
}

/** A scope picks pods, or claims: what is limited beside it is what these are counted and measured by. */
function* scopeProblems(spec: Field): Iterable<Problem> {
  const names = Object.keys(spec.at('hard').map ?? {}).filter((name) => isStandard(name));
  const [scopes, selector] = [spec.at('scopes'), spec.at('scopeSelector', 'matchExpressions')];
  const named = [
    ...scopes.items().map((scope) => [scopes, scope.text] as const),
    ...selector.items().map((one) => [selector, one.at('scopeName').text] as const),
  ];
  for (const [field, scope = ''] of named) {
    const scoped = Object.hasOwn(scopedResources, scope) ? scopedResources[scope] : undefined;
    const others = scoped === undefined ? [] : names.filter((name) => !scoped.includes(name));
    if (others.length === 0) continue;
    const fix = `limit ${others.join(', ')} in a quota without the scope ${scope}`;
    yield invalid(field, 'unsupported scope applied to resource', fix);
  }
}

function isStandard(name: string): boolean {
  return countable.includes(name) || measurable.includes(name) || isHugePages(name);
}

function isHugePages(name: string): boolean {
  return /^(requests\.)?hugepages-/.test(name);
}

function* requirementProblems(requirement: Field): Iterable<Problem> {
  const [operator, values] = [requirement.at('operator'), requirement.at('values')];
  const count = values.items().length;
  if ((operator.value === 'In' || operator.value === 'NotIn') && count === 0) {
    const rule = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    yield required(values, rule, 'list the values to compare with');
  } else if ((operator.value === 'Exists' || operator.value === 'DoesNotExist') && count > 0) {
    const rule = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    yield invalid(values, rule, 'remove values, or use In');
  }
}
