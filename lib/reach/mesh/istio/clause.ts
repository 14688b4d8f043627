import type { JsonValue } from '../../../manifest/objects/json';
import type { FieldReader } from '../../policies/field-reader';
import { allPorts, noPorts, uniteIntervals, type PortIntervals } from '../../sets/port-intervals';
import { everyClient, type ClientMatch } from '../client-match';
import { anyRequest, type RequestMatch } from '../request-match';

/** What one entry of a rule wants, apart by who can tell: any proxy, or only one that understands HTTP. */
export interface IstioClause {
  readonly clients: ClientMatch;
  readonly ports: PortIntervals;
  /** What any proxy can tell of a connection, beside client and port: conditions alone. */
  readonly connection: RequestMatch;
  /** What only a request of HTTP has; left out where nothing of it is asked. */
  readonly http?: RequestMatch;
  /** Whether anything is left of the entry where HTTP is not understood. */
  readonly onConnections: boolean;
  /** The same as ztunnel has it; left out where that is no different. */
  readonly atZtunnel?: IstioClause;
}

/** Whom the policies of a mesh are read for. */
export interface PolicyHome {
  readonly name: string;
  readonly namespace: string;
}

export const everyClause: IstioClause = {
  clients: everyClient,
  ports: allPorts,
  connection: anyRequest,
  onConnections: true,
};

/** A list of texts; none where it is missing. */
export function readTexts(reader: FieldReader, value: JsonValue | undefined, path: string): readonly string[] {
  return reader.list(value, path).flatMap((entry) => {
    const text = reader.string(entry.item, entry.path);
    return text === undefined ? [] : [text];
  });
}

/** `notPaths` for `paths`, `notIpBlocks` for `ipBlocks`. */
export function negation(name: string): string {
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Ports, which Istio writes as texts. */
export function readPortTexts(reader: FieldReader, texts: readonly string[], path: string): PortIntervals {
  return texts.reduce<PortIntervals>((ports, text, i) => {
    const port = reader.portNumber(/^\d+$/.test(text) ? Number(text) : text, `${path}[${i}]`);
    return port === undefined ? ports : uniteIntervals(ports, [{ from: port, to: port }]);
  }, noPorts);
}
