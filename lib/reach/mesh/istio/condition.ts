import type { JsonValue } from '../../../manifest/objects/json';
import type { FieldReader } from '../../policies/field-reader';
import { allPorts, subtractIntervals, type PortIntervals } from '../../sets/port-intervals';
import { addressesIn, allClients, notClients, type ClientMatch } from '../client-match';
import { anyRequest } from '../request-match';
import { everyClause, readPortTexts, readTexts, type IstioClause } from './clause';
import { namespaces, principals, readBlocks } from './source';

/** One condition under `when`. What manifests cannot decide stays a condition of the answer. */
export function readIstioCondition(reader: FieldReader, value: JsonValue, path: string): IstioClause {
  const condition = reader.object(value, path, ['key', 'values', 'notValues']) ?? {};
  const key = reader.string(condition.key, `${path}.key`) ?? '';
  const values = readTexts(reader, condition.values, `${path}.values`);
  const notValues = readTexts(reader, condition.notValues, `${path}.notValues`);
  switch (key) {
    case 'source.principal':
      return aboutClients(values, notValues, principals);
    case 'source.namespace':
      return aboutClients(values, notValues, namespaces);
    case 'source.ip':
      return aboutClients(values, notValues, (texts) => addressesIn(readBlocks(reader, texts, `${path}.values`)));
    case 'destination.port':
      return { ...everyClause, ports: portsOf(reader, values, notValues, path) };
    default:
      return undecided(key, values, notValues);
  }
}

function aboutClients(
  values: readonly string[],
  notValues: readonly string[],
  read: (texts: readonly string[]) => ClientMatch,
): IstioClause {
  const clients = allClients([
    ...(values.length === 0 ? [] : [read(values)]),
    ...(notValues.length === 0 ? [] : [notClients(read(notValues))]),
  ]);
  return { ...everyClause, clients };
}

function portsOf(
  reader: FieldReader,
  values: readonly string[],
  notValues: readonly string[],
  path: string,
): PortIntervals {
  const wanted = values.length === 0 ? allPorts : readPortTexts(reader, values, `${path}.values`);
  return subtractIntervals(wanted, readPortTexts(reader, notValues, `${path}.notValues`));
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
