import { parseAddress } from '../../../manifest/network/address-range';
import type { Field } from '../../../manifest/objects/field';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

const label = '[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?';
const wholeLabel = new RegExp(`^${label}$`);
const firstLabel = new RegExp(`^(\\*|(\\*-?)?${label})$`);

/** Whether Istio takes a text for a label of DNS, in upper or lower case. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && wholeLabel.test(text);
}

/** What is wrong with a host, whose first label may be a wildcard, or end in a name behind one. */
export function hostFault(host: string): string | undefined {
  if (host === '') return 'must not be empty';
  if (host.length > 255) return 'must be no more than 255 characters';
  const [first = '', ...rest] = host.split('.');
  if (first.length > 63 || !firstLabel.test(first)) return isAsciiHost;
  return rest.length === 0 ? undefined : labelsFault(rest);
}

/** What is wrong with a domain without a wildcard. */
export function domainFault(domain: string): string | undefined {
  if (domain === '') return 'must not be empty';
  if (domain.length > 255) return 'must be no more than 255 characters';
  return labelsFault(domain.split('.'));
}

const isAsciiHost = 'must be a DNS name, with a wildcard in front at most';

function labelsFault(labels: readonly string[]): string | undefined {
  const last = labels.at(-1) ?? '';
  if (/^[+-]?\d+$/.test(last)) return 'must not end in a label of digits only';
  // One dot at the end is allowed: the name is complete.
  const named = last === '' ? labels.slice(0, -1) : labels;
  return named.every(isDnsLabel) ? undefined : isAsciiHost;
}

/** Whether a text is an IP address, which may name the zone of an IPv6 address. */
export function isAddress(text: string): boolean {
  const [address = '', zone, ...more] = text.split('%');
  if (more.length > 0 || zone === '') return false;
  return parseAddress(address) !== undefined && (zone === undefined || address.includes(':'));
}

/** Whether the wildcard of a host stands for a part of a label. */
export function isPartialWildcard(host: string): boolean {
  return host.includes('*') && host !== '*' && !host.startsWith('*.');
}

/** Whether two hosts, each of which may be a wildcard, have names in common. */
export function hostsOverlap(one: string, other: string): boolean {
  return isCoveredBy(one, other) || isCoveredBy(other, one);
}

/** Whether every name of a host is one of another. */
export function isCoveredBy(host: string, other: string): boolean {
  if (!other.startsWith('*')) return host === other;
  const suffix = other.slice(1);
  return host.startsWith('*') ? host.length >= other.length && host.slice(1).endsWith(suffix) : host.endsWith(suffix);
}

/** A host that must be there, and may be a wildcard. */
export function* hostProblems(
  host: Field,
  fix = 'write for instance cart.boutique.svc.cluster.local',
): Iterable<Problem> {
  const text = host.text ?? '';
  if (text === '') {
    yield required(host, '', fix);
    return;
  }
  const fault = hostFault(text);
  if (fault !== undefined) yield invalid(host, fault, fix);
}
