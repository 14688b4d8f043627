/** A semantic version. */
export class CelSemver {
  readonly typeName = 'kubernetes.Semver';

  constructor(
    readonly major: bigint,
    readonly minor: bigint,
    readonly patch: bigint,
    readonly prerelease: readonly string[],
  ) {}

  compareTo(other: CelSemver): number {
    return (
      compare(this.major, other.major) ||
      compare(this.minor, other.minor) ||
      compare(this.patch, other.patch) ||
      comparePrereleases(this.prerelease, other.prerelease)
    );
  }
}

const grammar =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

/** Reads a version as semver.org has it; with `normalize` also `v1.2`, whose missing parts are zero. */
export function parseSemver(text: string, normalize: boolean): CelSemver | undefined {
  const match = grammar.exec(normalize ? normalized(text) : text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease] = match;
  return new CelSemver(BigInt(major), BigInt(minor), BigInt(patch), prerelease?.split('.') ?? []);
}

function normalized(text: string): string {
  const [, core = '', rest = ''] = /^v?([0-9.]*)([\s\S]*)$/.exec(text) ?? [];
  const parts = core.split('.').map((part) => part.replace(/^0+(\d)/, '$1'));
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + rest;
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return Math.sign(right.length - left.length);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareIdentifiers(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return Math.sign(left.length - right.length);
}

/** Numbers come before words, and are compared as numbers. */
function compareIdentifiers(left: string, right: string): number {
  const [leftNumber, rightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftNumber && rightNumber) return compare(BigInt(left), BigInt(right));
  if (leftNumber !== rightNumber) return leftNumber ? -1 : 1;
  return compare(left, right);
}

function compare<T extends string | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
