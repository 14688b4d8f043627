import type { Field } from '../../../manifest/objects/field';
import { parseAddressBlock, type AddressRange } from '../../../manifest/network/address-range';
import type { PolicyReader } from '../../policies/policy-reader';
import { anyOf } from '../../sets/certainty';
import { addressesIn, allClients, membersWhere, notClients, type ClientMatch } from '../client-match';
import { anyRequest, joinMatches, type RequestMatch } from '../request-match';
import { matchesPattern, parseWildcard } from '../text-pattern';
import { principals, principalsAtZtunnel, trustDomains, trustDomainsAtZtunnel } from './principals';
import { everyClause, negation, readTexts, type IstioClause, type PlacedText, type PolicyHome } from './clause';

const identityFields = ['principals', 'namespaces', 'serviceAccounts', 'trustDomains'] as const;
type IdentityField = (typeof identityFields)[number];
const httpFields = ['requestPrincipals', 'remoteIpBlocks'] as const;

/** Who a rule of an AuthorizationPolicy is about: all that is set must hold, and one value of each list. */
export function readIstioSource(reader: PolicyReader, source: Field, { namespace }: PolicyHome): IstioClause {
  const names = [...identityFields, ...httpFields, 'ipBlocks'] as const;
  reader.map(source, [...names, ...names.map(negation)]);
  const clients: ClientMatch[] = [];
  const atZtunnel: ClientMatch[] = [];
  let http: RequestMatch = anyRequest;
  for (const name of names) {
    for (const negated of [false, true]) {
      const field = source.at(negated ? negation(name) : name);
      const placed = readTexts(reader, field);
      const texts = placed.map(({ text }) => text);
      if (texts.length === 0) continue;
      if (isOneOf(httpFields, name)) {
        const said = `${subjects[name]} ${texts.join(', ')}`;
        http = joinMatches(http, { atoms: [], when: [negated ? `not (${said})` : said] });
      } else {
        const match = name === 'ipBlocks' ? addressesIn(readBlocks(reader, placed)) : clientsOf(name, texts, namespace);
        clients.push(negated ? notClients(match) : match);
        const known = clientsAtZtunnel(name, texts, field.path) ?? match;
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

function clientsOf(name: IdentityField, texts: readonly string[], namespace: string): ClientMatch {
  switch (name) {
    case 'principals':
      return principals(texts);
    case 'namespaces':
      return namespaces(texts);
    case 'serviceAccounts':
      return serviceAccounts(texts, namespace);
    case 'trustDomains':
      return trustDomains(texts);
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
export function readBlocks(reader: PolicyReader, texts: readonly PlacedText[]): readonly AddressRange[] {
  return texts.flatMap(({ text, field }) => {
    const range = parseAddressBlock(text);
    if (range !== undefined) return [range];
    const message = `Invalid value: ${JSON.stringify(text)}: must be an IP address or a CIDR`;
    reader.problem(field, message, 'write for instance 10.0.0.0/8');
    return [];
  });
}

function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return list.some((each) => each === name);
}
