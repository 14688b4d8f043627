import type { Field } from '../../manifest/objects/field';
import { isLabelOperator, matchesRequirement, type Labels } from '../../manifest/objects/label-selector';

/** What must hold for one label of a node (NodeSelectorRequirement), or for its name. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export function readRequirements(list: Field): readonly Requirement[] {
  return list.items().map((item) => ({
    key: item.at('key').text ?? '',
    operator: item.at('operator').text ?? '',
    values: item
      .at('values')
      .items()
      .flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : [])),
  }));
}

/** Whether a node's labels fulfil a requirement, as the scheduler compares them. */
export function fulfils({ key, operator, values }: Requirement, labels: Labels): boolean {
  if (isLabelOperator(operator)) return matchesRequirement({ key, operator, values }, labels);
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (operator === 'Gt') return compare(value, values, (left, right) => left > right);
  return operator === 'Lt' && compare(value, values, (left, right) => left < right);
}

const wholeNumber = /^[+-]?\d+$/;

function compare(
  value: string | undefined,
  [bound]: readonly string[],
  holds: (left: bigint, right: bigint) => boolean,
): boolean {
  if (value === undefined || bound === undefined) return false;
  return wholeNumber.test(value) && wholeNumber.test(bound) && holds(BigInt(value), BigInt(bound));
}
