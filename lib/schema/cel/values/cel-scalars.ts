import type { CelValue } from './cel-value';

/** An unsigned integer, such as `1u`. */
export class CelUint {
  constructor(readonly value: bigint) {}
}

/** A moment, in nanoseconds since 1970. */
export class CelTimestamp {
  constructor(
    readonly nanos: bigint,
    /** The offset from UTC that it was written with, and is printed with. */
    readonly offsetMinutes = 0,
  ) {}
}

/** A span of time in nanoseconds. */
export class CelDuration {
  constructor(readonly nanos: bigint) {}
}

/** The type of a value, which is a value too: `type(1) == int`. */
export class CelTypeValue {
  constructor(readonly name: string) {}
}

/** A value that may be missing: what `?.` and `[?]` give. */
export class CelOptional {
  constructor(readonly value: CelValue | undefined) {}

  static readonly none = new CelOptional(undefined);
}
