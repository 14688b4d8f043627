export type AddressFamily = 'IPv4' | 'IPv6';

/** Addresses from `first` to `last`, both included, as numbers of one family. */
export interface AddressRange {
  readonly family: AddressFamily;
  readonly first: bigint;
  readonly last: bigint;
}

/** Every address of a family. */
export function wholeFamily(family: AddressFamily): AddressRange {
  return { family, first: 0n, last: (1n << BigInt(bitsOf(family))) - 1n };
}

/** The range of a CIDR block such as `10.0.0.0/8` or `2001:db8::/32`; undefined when the text is none. */
export function parseCidr(text: string): AddressRange | undefined {
  const match = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const address = parseAddress(match[1]);
  const prefix = Number(match[2]);
  // Go's net.ParseCIDR, which the API server uses, takes no leading zero in the prefix length.
  if (address === undefined || String(prefix) !== match[2]) return undefined;
  const bits = bitsOf(address.family);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (address.first / size) * size;
  return { family: address.family, first, last: first + size - 1n };
}

/** A range of one address; undefined when the text is none. */
export function parseAddress(text: string): AddressRange | undefined {
  const family = text.includes(':') ? 'IPv6' : 'IPv4';
  const value = family === 'IPv6' ? parseIPv6(text) : parseIPv4(text);
  return value === undefined ? undefined : { family, first: value, last: value };
}

/** An address, or a block of them, as most kinds write either; undefined when the text is none. */
export function parseAddressBlock(text: string): AddressRange | undefined {
  return text.includes('/') ? parseCidr(text) : parseAddress(text);
}

/** What `10.0.0.0/8`, `10.0.0.1` and `10.0.0.0-10.0.0.255` stand for; undefined when the text is none of them. */
export function parseAddressRange(text: string): AddressRange | undefined {
  if (text.includes('/')) return parseCidr(text);
  const [from = '', to, ...rest] = text.split('-');
  const first = parseAddress(from);
  const last = to === undefined ? first : parseAddress(to);
  if (first === undefined || last === undefined || rest.length > 0) return undefined;
  if (first.family !== last.family || first.first > last.last) return undefined;
  return { family: first.family, first: first.first, last: last.last };
}

export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether a range contains another, and more. */
export function containsMore(outer: AddressRange, inner: AddressRange): boolean {
  return containsRange(outer, inner) && !containsRange(inner, outer);
}

/** What is left of a range without the given ones, in order. */
export function subtractRanges(range: AddressRange, holes: readonly AddressRange[]): readonly AddressRange[] {
  const left: AddressRange[] = [];
  let first = range.first;
  for (const hole of mergeRanges(holes.filter((each) => overlaps(range, each)))) {
    if (first < hole.first) left.push({ ...range, first, last: hole.first - 1n });
    first = hole.last + 1n;
  }
  if (first <= range.last) left.push({ ...range, first });
  return left;
}

/** The same addresses in as few ranges as possible, IPv4 before IPv6, lowest first. */
export function mergeRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of [...ranges].sort(byFirst)) {
    const last = merged.at(-1);
    if (last?.family !== range.family || range.first > last.last + 1n) merged.push(range);
    else if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
  }
  return merged;
}

/** Whether every address of the inner ranges is in one of the outer ones. */
export function containsAll(outer: readonly AddressRange[], inner: readonly AddressRange[]): boolean {
  const merged = mergeRanges(outer);
  return inner.every((range) => merged.some((each) => containsRange(each, range)));
}

/** `10.0.0.0-10.0.0.255`, as reports write a range. */
export function formatAddressRange({ family, first, last }: AddressRange): string {
  return `${formatAddress(family, first)}-${formatAddress(family, last)}`;
}

function byFirst(a: AddressRange, b: AddressRange): number {
  if (a.family !== b.family) return a.family === 'IPv4' ? -1 : 1;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}

function bitsOf(family: AddressFamily): number {
  return family === 'IPv4' ? 32 : 128;
}

function parseIPv4(text: string): bigint | undefined {
  const octets = text.split('.');
  // A leading zero is refused, because other software reads it as octal.
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255)) {
    return undefined;
  }
  return octets.reduce((value, octet) => value * 256n + BigInt(octet), 0n);
}

function parseIPv6(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  if (rest.length > 0) return undefined;
  const left = parseGroups(head, tail === undefined);
  const right = tail === undefined ? [] : parseGroups(tail, true);
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...left, ...Array<bigint>(missing).fill(0n), ...right].reduce((value, group) => (value << 16n) | group, 0n);
}

function parseGroups(text: string, last: boolean): bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [i, part] of parts.entries()) {
    const embedded = last && i === parts.length - 1 && part.includes('.') ? parseIPv4(part) : undefined;
    if (embedded !== undefined) groups.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function formatAddress(family: AddressFamily, value: bigint): string {
  if (family === 'IPv4') return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((value >> shift) & 0xffffn).toString(16));
  return compressZeros(groups);
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function compressZeros(groups: readonly string[]): string {
  let best = { start: 0, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0') end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
