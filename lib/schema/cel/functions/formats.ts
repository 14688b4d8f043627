import { formatRule } from '../../structure/formats';
import { CelFormat } from '../values/cel-format';
import { CelList } from '../values/cel-list';
import { CelOptional } from '../values/cel-scalars';
import { parseUrl } from '../values/cel-url';
import { instance, text } from '../values/operands';
import type { CelFunction, CelLibrary } from './cel-function';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label1035Rule =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const qualifiedNameRule =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const labelValueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

type Complaints = (value: string) => readonly string[];

const known: Readonly<Record<string, Complaints>> = {
  dns1123Label: labelComplaints,
  dns1123Subdomain: named(subdomain, 253, subdomainRule),
  dns1035Label: named(label1035, 63, label1035Rule),
  qualifiedName: qualifiedNameComplaints,
  dns1123LabelPrefix: (value) => labelComplaints(withoutTrailingDash(value)),
  dns1123SubdomainPrefix: (value) => named(subdomain, 253, subdomainRule)(withoutTrailingDash(value)),
  dns1035LabelPrefix: (value) => named(label1035, 63, label1035Rule)(withoutTrailingDash(value)),
  labelValue: (value) => (value === '' ? [] : named(qualifiedName, 63, labelValueRule)(value)),
  uri: (value) =>
    parseUrl(value) === undefined
      ? [`parse ${JSON.stringify(value)}: ${value === '' ? 'empty url' : 'invalid URI for request'}`]
      : [],
  uuid: formatted('uuid', 'does not match the UUID format'),
  byte: formatted('byte', 'invalid base64'),
  date: formatted('date', 'invalid date'),
  datetime: formatted('date-time', 'invalid datetime'),
};

/** Named formats of Kubernetes. */
export const formats: CelLibrary = {
  functions: {
    ...Object.fromEntries(
      Object.entries(known).map(([name, complaints]): [string, CelFunction] => [
        `format.${name}`,
        () => new CelFormat(name, complaints),
      ]),
    ),
    'format.named': (name) => {
      const complaints = Object.hasOwn(known, text(name)) ? known[text(name)] : undefined;
      return complaints === undefined ? CelOptional.none : new CelOptional(new CelFormat(text(name), complaints));
    },
  },
  methods: {
    validate: (format, value) => {
      const complaints = instance(format, CelFormat).complaints(text(value));
      return complaints.length === 0 ? CelOptional.none : new CelOptional(new CelList(complaints));
    },
  },
};

function named(pattern: RegExp, longest: number, rule: string): Complaints {
  return (value) => [
    ...(value.length > longest ? [`must be no more than ${longest} characters`] : []),
    ...(pattern.test(value) ? [] : [rule]),
  ];
}

function labelComplaints(value: string): readonly string[] {
  if (value.includes('.') && subdomain.test(value)) return ['must not contain dots'];
  return named(label, 63, labelRule)(value);
}

function formatted(format: string, complaint: string): Complaints {
  const rule = formatRule(format);
  return (value) => (typeof rule === 'object' && rule.accepts(value) ? [] : [complaint]);
}

function qualifiedNameComplaints(value: string): readonly string[] {
  const [first = '', second, ...rest] = value.split('/');
  if (rest.length > 0)
    return [
      `${qualifiedNameRule.replace('name part', 'a qualified name')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  if (second === undefined) return namePart(first);
  return [
    ...(first === ''
      ? ['prefix part must be non-empty']
      : named(subdomain, 253, subdomainRule)(first).map((complaint) => `prefix part ${complaint}`)),
    ...namePart(second),
  ];
}

function namePart(value: string): readonly string[] {
  return [
    ...(value === '' ? ['name part must be non-empty'] : []),
    ...(value.length > 63 ? ['name part must be no more than 63 characters'] : []),
    ...(qualifiedName.test(value) ? [] : [qualifiedNameRule]),
  ];
}

/** A prefix may end in the dash that what follows is put after. */
function withoutTrailingDash(value: string): string {
  return value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value;
}
