import type { Field } from '../../../manifest/objects/field';
import type { PolicyReader } from '../../policies/policy-reader';
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

/** A list of texts, each with its place; none where it is missing. */
export function readTexts(reader: PolicyReader, list: Field): readonly PlacedText[] {
  return reader.list(list).flatMap((field) => {
    const text = reader.string(field);
    return text === undefined ? [] : [{ text, field }];
  });
}

export interface PlacedText {
  readonly text: string;
  readonly field: Field;
}

/** `notPaths` for `paths`, `notIpBlocks` for `ipBlocks`. */
export function negation(name: string): string {
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Ports, which Istio writes as texts. */
export function readPortTexts(reader: PolicyReader, texts: readonly PlacedText[]): PortIntervals {
  return texts.reduce<PortIntervals>((ports, { text, field }) => {
    const port = reader.portNumber(field, /^\d+$/.test(text) ? Number(text) : text);
    return port === undefined ? ports : uniteIntervals(ports, [{ from: port, to: port }]);
  }, noPorts);
}
