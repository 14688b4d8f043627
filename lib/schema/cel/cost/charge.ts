import { most, type Size } from './size';

/** What a call costs beside its operands, and how large its result is. */
export interface Charge {
  readonly cost: bigint;
  readonly size?: Size;
}

/** What looking at a character costs. */
export const perCharacter = 0.1;
/** What a character of a regular expression costs. */
export const perPattern = 0.25;
export const listCost = 10n;
export const mapCost = 30n;

const tooLarge = 2 ** 64;

/** Multiplies counts by what each costs, and knows where processors give different answers. */
export class Rates {
  /** Whether any answer was one of those. */
  isUncertain = false;

  /**
   * @param saturates whether a product that is too large becomes the largest integer on every processor
   * @param overflow what it becomes otherwise
   */
  constructor(
    private readonly saturates: boolean,
    private readonly overflow: bigint,
  ) {}

  /** Rounded up. */
  charge(count: bigint, rate: number): bigint {
    const value = Number(count);
    if (value > 0 && rate > 0 && value > tooLarge / rate) return most;
    const cost = Math.ceil(value * rate);
    if (cost < tooLarge) return BigInt(cost);
    return this.saturates ? most : this.overflowing();
  }

  /** Rounded up. */
  divided(count: bigint, by: bigint): bigint {
    const parts = Math.ceil(Number(count) / Number(by));
    return parts < tooLarge ? BigInt(parts) : this.overflowing();
  }

  charges(size: Size, rate: number): Size {
    return { min: this.charge(size.min, rate), max: this.charge(size.max, rate) };
  }

  private overflowing(): bigint {
    this.isUncertain = true;
    return this.overflow;
  }
}
