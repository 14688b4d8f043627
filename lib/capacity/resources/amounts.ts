import { isJsonObject, type JsonValue } from '../../manifest/objects/json';
import { parseQuantity } from '../../manifest/objects/quantity';

/**
 * Amounts by resource name, in whole units as the scheduler counts them: thousandths of a core for `cpu`, bytes for
 * memory and storage, pieces for everything else. A resource that is not there is zero.
 */
export type Amounts = ReadonlyMap<string, number>;

export const nothing: Amounts = new Map();

/** Reads `requests`, `limits`, `allocatable` and their like; what is no quantity is left to the schema check. */
export function readAmounts(value: JsonValue | undefined): Amounts {
  const amounts = new Map<string, number>();
  if (!isJsonObject(value)) return amounts;
  for (const [resource, written] of Object.entries(value)) {
    const amount = readAmount(resource, written);
    if (amount !== undefined) amounts.set(resource, amount);
  }
  return amounts;
}

/** One amount in the units of its resource; undefined for what is no quantity. */
export function readAmount(resource: string, written: JsonValue | undefined): number | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const quantity = parseQuantity(written);
  if (quantity === undefined) return undefined;
  const nanosPerUnit = isCpu(resource) ? 1_000_000n : 1_000_000_000n;
  return Number((quantity.nanos + nanosPerUnit - 1n) / nanosPerUnit);
}

export function sumOf(...all: readonly Amounts[]): Amounts {
  return merged(all, (left, right) => left + right);
}

/** The larger of each amount. */
export function maximumOf(...all: readonly Amounts[]): Amounts {
  return merged(all, Math.max);
}

export function timesOf(amounts: Amounts, count: number): Amounts {
  return new Map([...amounts].map(([resource, amount]) => [resource, amount * count]));
}

/** `250m`, `64Mi`, `3`: the shortest exact form. */
export function formatAmount(resource: string, amount: number): string {
  if (isCpu(resource)) return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (!isBytes(resource)) return String(amount);
  const suffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let power = 0;
  let value = amount;
  while (value !== 0 && value % 1024 === 0 && power < suffixes.length - 1) {
    value /= 1024;
    power += 1;
  }
  return `${value}${suffixes[power] ?? ''}`;
}

/** Quota keys say what of a resource they count: `requests.cpu`. */
function isCpu(resource: string): boolean {
  return resource === 'cpu' || resource === 'requests.cpu' || resource === 'limits.cpu';
}

function isBytes(resource: string): boolean {
  return /memory$|storage$|^hugepages-|\.hugepages-/.test(resource);
}

function merged(all: readonly Amounts[], combine: (left: number, right: number) => number): Amounts {
  const result = new Map<string, number>();
  for (const amounts of all) {
    for (const [resource, amount] of amounts) result.set(resource, combine(result.get(resource) ?? 0, amount));
  }
  return result;
}
