import { parseQuantity } from './quantity';

const thousands = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const powersOf1024 = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nanosPerUnit = 1_000_000_000n;

/**
 * An amount as the API server writes it: in the largest unit that leaves a whole number, in powers of 1024 where it
 * was given in them. Undefined where the text is no quantity, and for one with an exponent (`1e3`), which is kept.
 */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text);
  if (quantity === undefined || /[eE][+-]?\d+$/.test(text)) return undefined;
  const { nanos } = quantity;
  if (nanos === 0n) return '0';
  const isBinary = text.endsWith('i') && nanos % nanosPerUnit === 0n && abs(nanos) >= 1024n * nanosPerUnit;
  return isBinary ? inUnits(nanos / nanosPerUnit, 1024n, powersOf1024) : inUnits(nanos, 1000n, thousands);
}

function inUnits(amount: bigint, base: bigint, units: readonly string[]): string {
  let index = 0;
  let rest = amount;
  while (rest % base === 0n && index < units.length - 1) {
    rest /= base;
    index += 1;
  }
  return `${rest}${units[index]}`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
