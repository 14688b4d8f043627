import { parseQuantity, type Quantity } from '../../../manifest/objects/quantity';

/** An amount of a resource in an expression. */
export class CelQuantity {
  readonly typeName = 'kubernetes.Quantity';

  constructor(
    readonly amount: Quantity,
    /** Whether Go keeps it as an integer: `1000m` and `1.0` it does not, whatever they amount to. */
    readonly isInteger: boolean,
  ) {}
}

export function parseCelQuantity(text: string): CelQuantity | undefined {
  const amount = parseQuantity(text);
  return amount === undefined ? undefined : new CelQuantity(amount, isKeptAsInteger(text));
}

const binaryExponents: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimalExponents: Readonly<Record<string, number>> = { '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Go has a fast path for what fits 64 bits for certain. */
function isKeptAsInteger(text: string): boolean {
  const [, whole = '', fraction = '', suffix = ''] = /^[+-]?0*([1-9]\d*)?(?:\.(\d*))?([a-zA-Z].*)?$/.exec(text) ?? [];
  const binary = binaryExponents[suffix];
  if (binary !== undefined) return fraction === '' && whole.length + Math.trunc((binary * 3) / 10) + 1 <= 15;
  const exponent = /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : decimalExponents[suffix];
  if (exponent === undefined || whole.length + fraction.length > 18) return false;
  const scale = exponent - fraction.length;
  return scale >= 0 && BigInt(`${whole}${fraction}` || '0') * 10n ** BigInt(Math.min(scale, 40)) < 2n ** 63n;
}
