import type { JsonValue } from '../../../manifest/objects/json';
import { parseAddressBlock, type AddressRange } from '../../../manifest/network/address-range';
import type { FieldReader } from '../../policies/field-reader';
import { anyOf } from '../../sets/certainty';
import { addressesIn, allClients, membersWhere, notClients, type ClientMatch } from '../client-match';
import { anyRequest, joinMatches, type RequestMatch } from '../request-match';
import { matchesPattern, parseWildcard } from '../text-pattern';
import { principals, principalsAtZtunnel, trustDomains, trustDomainsAtZtunnel } from './principals';
import { everyClause, negation, readTexts, type IstioClause, type PolicyHome } from './clause';

const identityFields = ['principals', 'namespaces', 'serviceAccounts', 'trustDomains'] as const;
const httpFields = ['requestPrincipals', 'remoteIpBlocks'] as const;

/** Who a rule of an AuthorizationPolicy is about: all that is set must hold, and one value of each list. */
export function readIstioSource(
  reader: FieldReader,
  value: JsonValue | undefined,
  path: string,
  { namespace }: PolicyHome,
): IstioClause {
  const names = [...identityFields, ...httpFields, 'ipBlocks'];
  const source = reader.object(value, path, [...names, ...names.map(negation)]) ?? {};
  const clients: ClientMatch[] = [];
  const atZtunnel: ClientMatch[] = [];
  let http: RequestMatch = anyRequest;
  for (const name of names) {
    for (const negated of [false, true]) {
      const field = negated ? negation(name) : name;
      const texts = readTexts(reader, source[field], `${path}.${field}`);
      if (texts.length === 0) continue;
      if (isOneOf(httpFields, name)) {
        const said = `${subjects[name]} ${texts.join(', ')}`;
        http = joinMatches(http, { atoms: [], when: [negated ? `not (${said})` : said] });
      } else {
        const match = clientsOf(reader, name, texts, `${path}.${field}`, namespace);
        clients.push(negated ? notClients(match) : match);
        const known = clientsAtZtunnel(name, texts, `${path}.${field}`) ?? match;
        atZtunnel.push(negated ? notClients(known) : known);
      }
    }
  }
  const clause: IstioClause = {
    ...everyClause,
    clients: allClients(clients),
    onConnections: clients.length > 0 || http === anyRequest,
    ...(http === anyRequest ? {} : { http }),
  };
  return { ...clause, atZtunnel: { ...clause, clients: allClients(atZtunnel) } };
}

const subjects = {
  requestPrincipals: 'the request carries a valid token of',
  remoteIpBlocks: 'the original client address is in',
} as const;

function clientsOf(
  reader: FieldReader,
  name: string,
  texts: readonly string[],
  path: string,
  namespace: string,
): ClientMatch {
  switch (name) {
    case 'principals':
      return principals(texts);
    case 'namespaces':
      return namespaces(texts);
    case 'serviceAccounts':
      return serviceAccounts(texts, namespace);
    case 'trustDomains':
      return trustDomains(texts);
    default:
      return addressesIn(readBlocks(reader, texts, path));
  }
}

/** What is read of another meaning by ztunnel. */
function clientsAtZtunnel(name: string, texts: readonly string[], path: string): ClientMatch | undefined {
  if (name === 'principals') return principalsAtZtunnel(texts);
  return name === 'trustDomains' ? trustDomainsAtZtunnel(path) : undefined;
}

/** Members in one of these namespaces. */
export function namespaces(texts: readonly string[]): ClientMatch {
  const patterns = texts.map(parseWildcard);
  return membersWhere(
    ({ namespace }) => anyOf(patterns.map((pattern) => matchesPattern(pattern, namespace))) === 'yes',
    `in namespace ${texts.join(' or ')}`,
  );
}

/** Members of one of these service accounts, `<namespace>/<name>`, or `<name>` of the policy's own namespace. */
export function serviceAccounts(texts: readonly string[], home: string): ClientMatch {
  const names = texts.map((text) => (text.includes('/') ? text : `${home}/${text}`));
  return membersWhere(
    ({ namespace, serviceAccount }) => names.includes(`${namespace}/${serviceAccount}`),
    `service account ${names.join(' or ')}`,
    names,
  );
}

/** Blocks of addresses, or single ones; what is none becomes a problem. */
export function readBlocks(reader: FieldReader, texts: readonly string[], path: string): readonly AddressRange[] {
  return texts.flatMap((text, i) => {
    const range = parseAddressBlock(text);
    if (range !== undefined) return [range];
    reader.problem(
      `${path}[${i}]`,
      `Invalid value: ${JSON.stringify(text)}: must be an IP address or a CIDR`,
      'write for instance 10.0.0.0/8',
    );
    return [];
  });
}

function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return list.some((each) => each === name);
}
