const grammar = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?\d+))$/;

const binaryExponents: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const nanosPerUnit = 1_000_000_000n;
const largest = (2n ** 63n - 1n) * nanosPerUnit;
/** Beyond this power of ten every number is either capped or smaller than a billionth. */
const farthestExponent = 64;

/** An amount of a resource, such as `500m` or `1.5Gi`, exact to a billionth, as the API server keeps it. */
export class Quantity {
  constructor(readonly nanos: bigint) {}

  /** Below zero when this amount is the smaller one, zero when both are the same: `1024Mi` and `1Gi` are. */
  compareTo(other: Quantity): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }

  plus(other: Quantity): Quantity {
    return new Quantity(this.nanos + other.nanos);
  }

  minus(other: Quantity): Quantity {
    return new Quantity(this.nanos - other.nanos);
  }

  isInteger(): boolean {
    return this.nanos % nanosPerUnit === 0n;
  }

  /** In units: bytes, cores, pieces. */
  toNumber(): number {
    return Number(this.nanos) / Number(nanosPerUnit);
  }
}

/** Reads a quantity as the API server does; undefined when it is not one. A fraction below a billionth is rounded up. */
export function parseQuantity(value: string | number): Quantity | undefined {
  const match = grammar.exec(String(value));
  if (match === null) return undefined;
  const [, sign, digits = '', binary, decimal = '', exponent] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const mantissa = BigInt(whole + fraction);
  const power = (exponent === undefined ? (decimalExponents[decimal] ?? 0) : Number(exponent)) - fraction.length + 9;
  const magnitude = scale(mantissa << (binaryExponents[binary ?? ''] ?? 0n), power);
  const capped = magnitude > largest ? largest : magnitude;
  return new Quantity(sign === '-' ? -capped : capped);
}

function scale(mantissa: bigint, power: number): bigint {
  if (mantissa === 0n) return 0n;
  if (power > farthestExponent) return largest;
  if (power >= 0) return mantissa * 10n ** BigInt(power);
  const digits = mantissa.toString().length;
  if (-power > digits + 1) return 1n;
  const divisor = 10n ** BigInt(-power);
  return (mantissa + divisor - 1n) / divisor;
}
