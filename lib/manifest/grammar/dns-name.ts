import { brokenRule, matchesWhole, patternRule } from './pattern-rule';
import { perText } from './per-text';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const searchLabel = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const searchDomain = `${searchLabel}(\\.${searchLabel})*`;
const wildcardSubdomain = `\\*\\.${subdomain}`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';

const dnsSubdomainRule = patternRule(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', " +
    'and must start and end with an alphanumeric character',
  subdomain,
  'example.com',
);
const searchDomainRule = patternRule(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', " +
    'and must start and end with an alphanumeric character',
  searchDomain,
  'example.com',
);
const wildcardSubdomainRule = patternRule(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of " +
    "lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  wildcardSubdomain,
  '*.example.com',
);
const dns1035LabelRule = patternRule(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, " +
    'and end with an alphanumeric character',
  label1035,
  'my-name',
  'abc-123',
);
const dnsLabelRule = patternRule(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', " +
    'and must start and end with an alphanumeric character',
  label,
  'my-name',
  '123-abc',
);

/** What a text breaks of the grammar of an RFC 1123 label, such as a namespace or a container has for a name. */
export const dnsLabelErrors = perText((value): readonly string[] => {
  const rule = matchesWhole(subdomain, value) ? 'must not contain dots' : dnsLabelRule;
  return [...tooLong(value, 63), ...brokenRule(!matchesWhole(label, value), rule)];
});

/** What a text breaks of the grammar of an RFC 1123 subdomain, which most objects have for a name. */
export const dnsSubdomainErrors = perText((value): readonly string[] => {
  return [...tooLong(value, 253), ...brokenRule(!matchesWhole(subdomain, value), dnsSubdomainRule)];
});

/** What a text breaks of the grammar of a search domain since Kubernetes 1.33, which may have underscores. */
export function searchDomainErrors(value: string): readonly string[] {
  return [...tooLong(value, 253), ...brokenRule(!matchesWhole(searchDomain, value), searchDomainRule)];
}

/** What a text breaks of the grammar of a wildcard host, such as `*.example.com`. */
export function wildcardSubdomainErrors(value: string): readonly string[] {
  return [...tooLong(value, 253), ...brokenRule(!matchesWhole(wildcardSubdomain, value), wildcardSubdomainRule)];
}

/** What a text breaks of the grammar of a DNS-1035 label, which Services had for names before Kubernetes 1.36. */
export function dns1035LabelErrors(value: string): readonly string[] {
  return [...tooLong(value, 63), ...brokenRule(!matchesWhole(label1035, value), dns1035LabelRule)];
}

function tooLong(value: string, length: number): readonly string[] {
  return brokenRule(value.length > length, `must be no more than ${length} characters`);
}
