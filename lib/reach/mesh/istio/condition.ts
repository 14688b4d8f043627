import type { Field } from '../../../manifest/objects/field';
import type { PolicyReader } from '../../policies/policy-reader';
import { allPorts, subtractIntervals, type PortIntervals } from '../../sets/port-intervals';
import { addressesIn, allClients, notClients, type ClientMatch } from '../client-match';
import { anyRequest } from '../request-match';
import { everyClause, readPortTexts, readTexts, type IstioClause, type PlacedText, type PolicyHome } from './clause';
import { principals, principalsAtZtunnel, trustDomains } from './principals';
import { namespaces, readBlocks, serviceAccounts } from './source';

/** One condition under `when`. What manifests cannot decide stays a condition of the answer. */
export function readIstioCondition(reader: PolicyReader, condition: Field, { namespace }: PolicyHome): IstioClause {
  reader.map(condition, ['key', 'values', 'notValues']);
  const key = reader.string(condition.at('key')) ?? '';
  const placed = readTexts(reader, condition.at('values'));
  const placedNot = readTexts(reader, condition.at('notValues'));
  const values = placed.map(({ text }) => text);
  const notValues = placedNot.map(({ text }) => text);
  switch (key) {
    case 'source.principal':
      return {
        ...aboutClients(values, notValues, principals),
        atZtunnel: aboutClients(values, notValues, principalsAtZtunnel),
      };
    case 'source.trustDomain':
      return unknownToZtunnel(key, values, notValues, trustDomains);
    case 'source.serviceAccount':
      return unknownToZtunnel(key, values, notValues, (texts) => serviceAccounts(texts, namespace));
    case 'source.namespace':
      return aboutClients(values, notValues, namespaces);
    case 'source.ip':
      return aboutClients(placed, placedNot, (texts) => addressesIn(readBlocks(reader, texts)));
    case 'destination.port':
      return { ...everyClause, ports: portsOf(reader, placed, placedNot) };
    default:
      return undecided(key, values, notValues);
  }
}

/** Istiod takes it for an attribute of requests where it makes policies for ztunnel. */
function unknownToZtunnel(
  key: string,
  values: readonly string[],
  notValues: readonly string[],
  read: (texts: readonly string[]) => ClientMatch,
): IstioClause {
  return { ...aboutClients(values, notValues, read), atZtunnel: undecided(key, values, notValues) };
}

function aboutClients<T>(
  values: readonly T[],
  notValues: readonly T[],
  read: (texts: readonly T[]) => ClientMatch,
): IstioClause {
  const clients = allClients([
    ...(values.length === 0 ? [] : [read(values)]),
    ...(notValues.length === 0 ? [] : [notClients(read(notValues))]),
  ]);
  return { ...everyClause, clients };
}

function portsOf(reader: PolicyReader, values: readonly PlacedText[], notValues: readonly PlacedText[]): PortIntervals {
  const wanted = values.length === 0 ? allPorts : readPortTexts(reader, values);
  return subtractIntervals(wanted, readPortTexts(reader, notValues));
}

/** Attributes of a connection that ztunnel and TCP filters know too; the others are those of a request. */
const connectionKeys = ['destination.ip', 'connection.sni'];

function undecided(key: string, values: readonly string[], notValues: readonly string[]): IstioClause {
  const when = [
    ...(values.length === 0 ? [] : [`${key} is ${values.join(' or ')}`]),
    ...(notValues.length === 0 ? [] : [`${key} is not ${notValues.join(' or ')}`]),
  ];
  const match = { atoms: [], when };
  return connectionKeys.includes(key)
    ? { ...everyClause, connection: match }
    : { ...everyClause, connection: anyRequest, http: match, onConnections: false };
}
