import type { Field } from '../../manifest/objects/field';
import type { Labels } from '../../manifest/objects/label-selector';

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
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return compare(value, values, (left, right) => left > right);
    case 'Lt':
      return compare(value, values, (left, right) => left < right);
    default:
      return false;
  }
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
