import { isIP, isIPv4 } from 'node:net';
import { brokenRule } from '../../../manifest/grammar/pattern-rule';

/** What a text breaks of the grammar of an address. Leading zeros are let through, as the API server does. */
export function ipErrors(value: string): readonly string[] {
  return brokenRule(!isAddress(value), 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
}

/** What a text breaks of the grammar of a range of addresses. */
export function cidrErrors(value: string): readonly string[] {
  const [address = '', bits = '', ...rest] = value.split('/');
  const isRange =
    rest.length === 0 && isAddress(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= (isFour(address) ? 32 : 128);
  return brokenRule(!isRange, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
}

function isAddress(value: string): boolean {
  return isIP(withoutLeadingZeros(value)) !== 0 && !value.includes('%');
}

function isFour(value: string): boolean {
  return isIPv4(withoutLeadingZeros(value));
}

function withoutLeadingZeros(value: string): string {
  return value.includes(':') ? value : value.replace(/(^|\.)0+(\d)/g, '$1$2');
}
