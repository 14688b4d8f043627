import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { amountText, quantityOf } from './quantity';

/** The field that a type of metric is described in. */
const sources: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** A metric of an autoscaler is described by the one field that belongs to its type, and has one target. */
export function* metricProblems(metric: Field): Iterable<Problem> {
  const type = metric.at('type');
  const expected = sources[type.text ?? ''];
  if (type.text === undefined) return;
  if (expected === undefined) {
    yield unsupported(type, Object.keys(sources), 'use one of the five types');
    return;
  }
  if (!metric.at(expected).isSet) {
    yield required(metric.at(expected), 'must populate information for the given metric source', `set ${expected}`);
  }
  const present = Object.values(sources).filter((source) => metric.at(source).isSet);
  for (const other of present.length > 1 ? present : []) {
    if (other === expected) continue;
    yield forbidden(metric.at(other), 'must populate the given metric source only', 'make a metric of its own of it');
  }
  const target = metric.at(expected, 'target');
  if (target.map !== undefined) {
    yield* targetProblems(target);
    yield* targetValueProblems(target, type.text);
  }
}

function* targetProblems(target: Field): Iterable<Problem> {
  const type = target.at('type');
  if (type.text !== undefined && !['AverageValue', 'Utilization', 'Value'].includes(type.text)) {
    yield invalid(type, 'must be either Utilization, Value, or AverageValue', 'use one of the three types');
  }
  for (const name of ['value', 'averageValue']) {
    const amount = quantityOf(target.at(name));
    if (amount !== undefined && amount.nanos <= 0n) {
      yield invalid(target.at(name), 'must be positive', 'use an amount above zero', amountText(target.at(name)));
    }
  }
  const utilization = target.at('averageUtilization');
  if (utilization.number !== undefined && utilization.number < 1) {
    yield invalid(utilization, 'must be greater than 0', 'use a percentage above zero');
  }
}

function* targetValueProblems(target: Field, type: string): Iterable<Problem> {
  const [value, averageValue] = [target.at('value'), target.at('averageValue')];
  const utilization = target.at('averageUtilization');
  switch (type) {
    case 'Resource':
    case 'ContainerResource':
      if (!utilization.isSet && !averageValue.isSet) {
        const rule = 'must set either a target raw value or a target utilization';
        yield required(utilization, rule, 'set averageUtilization or averageValue');
      } else if (utilization.isSet && averageValue.isSet) {
        yield forbidden(
          averageValue,
          'may not set both a target raw value and a target utilization',
          'keep one of them',
        );
      }
      return;
    case 'Pods':
      if (!averageValue.isSet) {
        yield required(averageValue, 'must specify a positive target averageValue', 'set averageValue');
      }
      return;
    case 'Object':
      if (!value.isSet && !averageValue.isSet) {
        yield required(averageValue, 'must set either a target value or averageValue', 'set value');
      }
      return;
    case 'External':
      if (!value.isSet && !averageValue.isSet) {
        const rule = 'must set either a target value for metric or a per-pod target';
        yield required(averageValue, rule, 'set averageValue');
      } else if (value.isSet && averageValue.isSet) {
        yield forbidden(value, 'may not set both a target value for metric and a per-pod target', 'keep one of them');
      }
      return;
  }
}
