import { parseCidr } from '../../../manifest/network/address-range';
import type { Field } from '../../../manifest/objects/field';
import { invalid, invalidWhole, required } from '../../field-error';
import type { Problem } from '../../finding';
import { isAddress } from './host-name';

/** The name of an attribute, and that of its opposite. */
export function withNegation(name: string): readonly [string, string] {
  return [name, `not${name.slice(0, 1).toUpperCase()}${name.slice(1)}`];
}

export const sourceAttributes = [
  ...['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'trustDomains', 'ipBlocks', 'remoteIpBlocks'],
].flatMap(withNegation);
export const operationAttributes = ['hosts', 'ports', 'methods', 'paths'].flatMap(withNegation);

/** An empty list counts as left out, which is seldom what its author meant. */
export function* emptyListProblems(list: Field): Iterable<Problem> {
  if (!list.isSet || list.items().length > 0) return;
  yield { ...required(list, 'an empty list says nothing', `leave "${list.name}" out`), severity: 'warning' };
}

/** A source or an operation says something, in lists of texts that are not empty. */
export function* emptyPartProblems(part: Field, name: string, attributes: readonly string[]): Iterable<Problem> {
  const lists = attributes.map((attribute) => part.at(attribute)).filter(({ isSet }) => isSet);
  if (lists.every((list) => list.items().length === 0)) {
    yield required(part, `${name} must say something`, 'remove the entry, or say who or what is meant');
  }
  for (const list of lists) yield* emptyListProblems(list);
  // Ports, addresses and accounts have rules of their own, which no empty text fulfils.
  for (const value of lists
    .filter(({ name }) => !/(ports|blocks|accounts|domains)$/i.test(name))
    .flatMap((list) => list.items())) {
    yield* emptyValueProblems(value);
  }
}

/** What asks for values and refuses all of them, or asks for what no request has, so that it matches nothing. */
export function* unmatchedProblems(part: Field, attributes: readonly string[]): Iterable<Problem> {
  for (const list of attributes.map((name) => part.at(name)).filter((each) => each.items().length > 0)) {
    const refused = new Set(
      part
        .at(withNegation(list.name)[1])
        .items()
        .map(({ text }) => text),
    );
    if (list.items().every(({ text }) => refused.has(text))) {
      const nothing = invalidWhole(
        list,
        `matches nothing: ${withNegation(list.name)[1]} refuses each of these`,
        'remove one of the two',
      );
      yield { ...nothing, severity: 'warning' };
    }
  }
  for (const method of withNegation('methods').flatMap((name) => part.at(name).items())) {
    if (/[a-z]/.test(method.text ?? '')) {
      yield {
        ...invalid(method, 'no request has this method: capitals count', 'write it in capitals'),
        severity: 'warning',
      };
    }
  }
  for (const path of withNegation('paths').flatMap((name) => part.at(name).items())) {
    if (/^[^/*{]/.test(path.text ?? '')) {
      yield { ...invalid(path, 'no request has this path', 'begin it with "/"'), severity: 'warning' };
    }
  }
}

function* emptyValueProblems(value: Field): Iterable<Problem> {
  if (value.text === '') yield required(value, 'an empty value matches nothing', 'remove it');
}

export function* blockProblems(block: Field): Iterable<Problem> {
  const text = block.text ?? '';
  if (text.includes('/') ? parseCidr(text) === undefined : !isAddress(text)) {
    yield invalid(block, 'must be an IP address or a CIDR', 'write for instance 10.0.0.0/8');
  }
}

/** Port 0 is taken, and never met. */
export function* portProblems(port: Field): Iterable<Problem> {
  const text = port.text ?? '';
  if (!/^\d+$/.test(text) || Number(text) > 65535) {
    yield invalid(port, 'must be the number of a container port', 'write the number, in quotes');
  } else if (Number(text) === 0) {
    yield {
      ...invalid(port, 'no connection has this port', 'write the number of a container port'),
      severity: 'warning',
    };
  }
}

/** `name` or `namespace/name`, no more than 16 of them. */
export function* accountProblems(accounts: Field): Iterable<Problem> {
  if (accounts.items().length > 16)
    yield invalid(accounts, 'must have no more than 16 items', 'use namespaces or principals', accounts.items().length);
  for (const account of accounts.items()) {
    const text = account.text ?? '';
    if (!/^[^/*]+(\/[^/*]+)?$/.test(text)) {
      yield invalid(account, 'must be name or namespace/name', 'write for instance "boutique/frontend"');
    } else if (text.length > 320) yield invalid(account, 'must be no more than 320 characters', 'correct the name');
  }
}

/** A text with a wildcard at one of its ends at most. */
export function* patternProblems(value: Field): Iterable<Problem> {
  const text = value.text ?? '';
  if (text === '') yield* emptyValueProblems(value);
  else if (!/^(\*?[^*]*|[^*]*\*)$/.test(text))
    yield invalid(value, '"*" stands once, at the beginning or the end', 'correct the pattern');
}

const literal = /^[-a-zA-Z0-9._~%!$&'()+,;:@=]+$/;

/** `{*}` stands for one segment of a path, `{**}` for all that follow; other braces are not allowed. */
export function* pathProblems(path: Field): Iterable<Problem> {
  const text = path.text ?? '';
  const segments = segmentsOf(text);
  const isTemplate = text.includes('{*}') || text.includes('{**}');
  const end = segments.indexOf('{**}');
  if (segments.some((segment, index) => end >= 0 && index > end && (segment === '{*}' || segment === '{**}'))) {
    yield invalid(path, '"{**}" stands for all segments that follow', 'use it last');
    return;
  }
  const others = segments.filter((segment) => segment !== '{*}' && segment !== '{**}');
  if (others.some((segment) => /[{}]/.test(segment))) {
    yield invalid(path, 'braces stand around "*" or "**", for whole segments', 'use "/a/{*}/b" for one segment');
  } else if (isTemplate && !others.every((segment) => literal.test(segment))) {
    yield invalid(path, 'has a segment that no path with {*} can have', 'correct the segment');
  } else if (!isTemplate && text.slice(1, -1).includes('*')) {
    yield {
      ...invalid(path, '"*" stands at the beginning or the end', 'use "/a/{*}/b" for one segment'),
      severity: 'warning',
    };
  }
}

/** What stands between the slashes, but for those at the ends. */
function segmentsOf(path: string): readonly string[] {
  const all = path.split('/');
  const first = all.findIndex((segment) => segment !== '');
  return first < 0 ? [''] : all.slice(first, all.findLastIndex((segment) => segment !== '') + 1);
}

const free = ['source.namespace', 'source.principal', 'request.auth.principal', 'request.auth.audiences'];
const plainKeys = [...free, 'request.auth.presenter', 'connection.sni'];
const addressKeys = ['source.ip', 'remote.ip', 'destination.ip'];
const mapKeys = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
const known = [
  ...addressKeys,
  ...plainKeys,
  'source.serviceAccount',
  'source.trustDomain',
  'destination.port',
  ...mapKeys.map((key) => `${key}[…]`),
];

/** A condition asks an attribute of the request, or of the connection, for values of its kind. */
export function* conditionProblems(when: Field): Iterable<Problem> {
  const key = when.at('key');
  const text = key.text ?? '';
  const lists = [when.at('values'), when.at('notValues')];
  if (text === '') yield required(key, '', `use one of ${known.join(', ')}`);
  else if (mapKeys.some((map) => text.startsWith(map))) {
    if (!/^[^[]+\[.+\]$/s.test(text))
      yield invalid(key, 'must name an entry in brackets', 'write for instance request.headers[user-agent]');
  } else if (!known.includes(text))
    yield invalid(key, 'is no attribute of a request', `use one of ${known.join(', ')}`);
  if (lists.every((list) => list.items().length === 0)) {
    yield required(when.at('values'), 'must have values or notValues', 'list the values');
  }
  for (const list of lists) yield* valueProblems(text, list);
}

function* valueProblems(key: string, list: Field): Iterable<Problem> {
  if (key === 'source.serviceAccount') {
    yield* accountProblems(list);
    return;
  }
  for (const value of list.items()) {
    if (addressKeys.includes(key)) yield* blockProblems(value);
    else if (key === 'destination.port') yield* portProblems(value);
    else if (key === 'source.trustDomain') yield* patternProblems(value);
    else yield* emptyValueProblems(value);
  }
}
