import type { Field } from '../../../manifest/objects/field';

/** Whether some pod may be missing, or some may be there in addition: as the controller reads amounts. */
export function mayReplacePods(canary: Field): boolean {
  return ['maxSurge', 'maxUnavailable'].some((name) => amountOf(canary.at(name)) !== 0);
}

/** A number or percentage; 25 % where nothing is said, and 0 where the text is neither. */
function amountOf({ value, text, isSet }: Field): number {
  if (!isSet) return 25;
  if (typeof value === 'number') return value;
  const [, amount = '0'] = /^([+-]?\d+)%?$/.exec(text ?? '') ?? [];
  return Number(amount);
}
