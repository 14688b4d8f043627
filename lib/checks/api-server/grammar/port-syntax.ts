import { brokenRule } from '../../../manifest/grammar/pattern-rule';

/** What a number breaks of the rules for a port. */
export function portNumberErrors(port: number): readonly string[] {
  return brokenRule(port < 1 || port > 65535, 'must be between 1 and 65535, inclusive');
}

/** What a text breaks of the rules for the name of a port: an IANA service name. */
export function portNameErrors(name: string): readonly string[] {
  return [
    ...brokenRule(name.length > 15, 'must be no more than 15 characters'),
    ...brokenRule(!/^[-a-z0-9]+$/.test(name), 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'),
    ...brokenRule(!/[a-z]/.test(name), 'must contain at least one letter (a-z)'),
    ...brokenRule(name.includes('--'), 'must not contain consecutive hyphens'),
    ...brokenRule(/^-|-$/.test(name), 'must not begin or end with a hyphen'),
  ];
}
