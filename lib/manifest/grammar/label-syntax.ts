import { dnsSubdomainErrors } from './dns-name';
import { brokenRule, matchesWhole, patternRule } from './pattern-rule';
import { perText } from './per-text';

const name = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const value = `(${name})?`;
const nameRule = patternRule(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  name,
  'MyName',
  'my.name',
  '123-abc',
);

const valueRule = patternRule(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
    'and must start and end with an alphanumeric character',
  value,
  'MyValue',
  'my_value',
  '12345',
);

/** What a text breaks of the grammar of a key of labels, annotations, taints …: an optional DNS prefix, `/`, a name. */
export const labelKeyErrors = perText((key): readonly string[] => {
  const parts = key.split('/');
  if (parts.length > 2) {
    const example = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${nameRule} ${example}`];
  }
  const last = parts.at(-1) ?? '';
  return [
    ...(parts.length === 2 ? prefixErrors(parts[0] ?? '') : []),
    ...brokenRule(last === '', 'name part must be non-empty'),
    ...brokenRule(last.length > 63, 'name part must be no more than 63 bytes'),
    ...brokenRule(!matchesWhole(name, last), `name part ${nameRule}`),
  ];
});

function prefixErrors(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return dnsSubdomainErrors(prefix).map((rule) => `prefix part ${rule}`);
}

/** What a text breaks of the grammar of a label's value. */
export const labelValueErrors = perText((text): readonly string[] => {
  return [
    ...brokenRule(text.length > 63, 'must be no more than 63 bytes'),
    ...brokenRule(!matchesWhole(value, text), valueRule),
  ];
});
