import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** A range of addresses, written as `10.0.0.0/8`; a bare address is a range of one. */
export interface Cidr {
  readonly family: 'ipv4' | 'ipv6';
  /** The address before the slash, as written: bits beyond the prefix do not count. */
  readonly address: string;
  readonly prefixLength: number;
}

/** Reads a range of addresses; undefined when it is none. Bits beyond the prefix are allowed. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) && !address.includes('%') ? 'ipv6' : undefined;
  if (family === undefined) return undefined;
  const bits = family === 'ipv4' ? 32 : 128;
  if (slash === -1) return { family, address, prefixLength: bits };
  const length = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) return undefined;
  return { family, address, prefixLength: Number(length) };
}

/** Whether every address of `inner` is in `outer`. Ranges of different families share no address. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefixLength > inner.prefixLength) return false;
  const range = new BlockList();
  range.addSubnet(outer.address, outer.prefixLength, outer.family);
  return range.check(inner.address, inner.family);
}
