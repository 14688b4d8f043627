import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { amountText, quantityOf } from './fields/quantity';

/** Two bounds of which the first may not exceed the second, and how the API server speaks of them. */
interface Order {
  readonly bounds: readonly [low: string, high: string];
  readonly names: readonly [low: string, high: string];
  /** Bound that the server reports, and the one whose amount it then shows. */
  readonly reported: string;
  readonly shown: 'low' | 'high';
}

const orders: readonly Order[] = [
  { bounds: ['min', 'max'], names: ['min value', 'max value'], reported: 'min', shown: 'low' },
  {
    bounds: ['min', 'defaultRequest'],
    names: ['min value', 'default request value'],
    reported: 'defaultRequest',
    shown: 'high',
  },
  {
    bounds: ['defaultRequest', 'max'],
    names: ['default request value', 'max value'],
    reported: 'defaultRequest',
    shown: 'low',
  },
  {
    bounds: ['defaultRequest', 'default'],
    names: ['default request value', 'default limit value'],
    reported: 'defaultRequest',
    shown: 'low',
  },
  { bounds: ['min', 'default'], names: ['min value', 'default value'], reported: 'default', shown: 'low' },
  { bounds: ['default', 'max'], names: ['default value', 'max value'], reported: 'default', shown: 'high' },
];

/** The bounds of a LimitRange leave room between them. */
export const validLimitRange: Check = {
  id: 'valid-limit-range',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the LimitRange: no container could be within its bounds.',
  kinds: ['LimitRange'],
  run: function* ({ manifest }) {
    const types = new Set<string>();
    for (const limit of Field.root(manifest).at('spec', 'limits').items()) {
      const type = limit.at('type');
      if (type.text !== undefined && types.has(type.text)) yield duplicate(type, 'keep one entry for each type');
      types.add(type.text ?? '');
      yield* typeProblems(limit);
      yield* orderProblems(limit);
    }
  },
};

function* typeProblems(limit: Field): Iterable<Problem> {
  const type = limit.at('type');
  if (type.text !== undefined && !type.text.includes('/')) {
    if (!['Container', 'Pod', 'PersistentVolumeClaim'].includes(type.text)) {
      const fix = 'use Container, Pod or PersistentVolumeClaim';
      yield invalid(type, 'must be a standard limit type or fully qualified', fix);
    }
  }
  for (const name of type.value === 'Pod' ? ['default', 'defaultRequest'] : []) {
    if (limit.at(name).isSet) {
      yield forbidden(limit.at(name), "may not be specified when `type` is 'Pod'", 'set it for type: Container');
    }
  }
  if (type.value === 'PersistentVolumeClaim') {
    if (!limit.at('min', 'storage').isSet && !limit.at('max', 'storage').isSet) {
      const rule = 'either minimum or maximum storage value is required, but neither was provided';
      yield required(limit.at('limits'), rule, 'set min.storage or max.storage');
    }
  }
}

function* orderProblems(limit: Field): Iterable<Problem> {
  for (const { bounds, names, reported, shown } of orders) {
    for (const [resource, low] of limit.at(bounds[0]).entries()) {
      const high = limit.at(bounds[1]).entry(resource);
      const [least, most] = [quantityOf(low), quantityOf(high)];
      if (least === undefined || most === undefined || least.compareTo(most) <= 0) continue;
      const rule = `${names[0]} ${amountText(low)} is greater than ${names[1]} ${amountText(high)}`;
      const fix = 'put the amounts into the order min, defaultRequest, default, max';
      yield invalid(limit.at(reported).entry(resource), rule, fix, amountText(shown === 'low' ? low : high));
    }
  }
}
