import { isIPv4, isIPv6 } from 'node:net';

/** An IP address, as a number of 32 or 128 bits. */
export class CelAddress {
  readonly typeName = 'net.IP';

  constructor(
    readonly family: 4 | 6,
    readonly bits: bigint,
  ) {}

  toString(): string {
    return this.family === 4 ? formatIPv4(this.bits) : formatIPv6(this.bits);
  }
}

/** Reads an address. Zones and IPv4 addresses in the form of IPv6 are refused. */
export function parseAddress(text: string): CelAddress | undefined {
  if (isIPv4(text)) return new CelAddress(4, ipv4Bits(text));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const bits = ipv6Bits(text);
  return bits >> 32n === 0xffffn ? undefined : new CelAddress(6, bits);
}

function ipv4Bits(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function ipv6Bits(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const plain = dotted === null ? text : `${dotted[1]}${groupsOfIPv4(ipv4Bits(dotted[2] ?? ''))}`;
  const [before = '', after] = plain.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: after === undefined ? 0 : 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function groupsOfIPv4(bits: bigint): string {
  return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function formatIPv4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join('.');
}

/** The shortest form: the longest run of two or more zero groups becomes `::`. */
function formatIPv6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  let [start, end] = [0, 0];
  for (const index of groups.keys()) {
    const next = groups.findIndex((group, i) => i >= index && group !== '0');
    const length = (next < 0 ? groups.length : next) - index;
    if (length > 1 && length > end - start) [start, end] = [index, index + length];
  }
  if (end === 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(end).join(':')}`;
}
