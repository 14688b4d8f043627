import type { AddressRange } from '../../../manifest/network/address-range';
import { allPorts, intersectIntervals, type PortIntervals } from '../../sets/port-intervals';
import { allClients, everyClient, someClients, type ClientMatch } from '../client-match';
import { anyRequest, joinMatches, type RequestMatch } from '../request-match';
import type { IstioRule } from './authorization-rule';
import { everyClause, type IstioClause } from './clause';

/** What a rule means, once for each of its operations. */
export interface IstioMatch {
  readonly clients: ClientMatch;
  readonly ports: PortIntervals;
  readonly connection: RequestMatch;
  readonly http: RequestMatch;
}

/** The matches of a rule where HTTP is understood. */
export function httpMatchesOf(rule: IstioRule): readonly IstioMatch[] {
  return combinations(rule).map((clauses) => matchOf(clauses));
}

/** A rule as ztunnel has it. */
export function ruleAtZtunnel({ name, sources, operations, conditions }: IstioRule): IstioRule {
  const atZtunnel = (clauses: readonly IstioClause[]): readonly IstioClause[] =>
    clauses.map((clause) => clause.atZtunnel ?? clause);
  return {
    name,
    ...(sources === undefined ? {} : { sources: atZtunnel(sources) }),
    ...(operations === undefined ? {} : { operations: atZtunnel(operations) }),
    conditions: atZtunnel(conditions),
  };
}

/** Whether a rule asks for something that only HTTP has. */
export function asksForHttp({ sources = [], operations = [], conditions }: IstioRule): boolean {
  return [...sources, ...operations, ...conditions].some(({ http }) => http !== undefined);
}

/** The blocks of addresses that a rule distinguishes. */
export function rangesOf({ sources = [], conditions }: IstioRule): readonly AddressRange[] {
  return [...sources, ...conditions].flatMap(({ clients }) => clients.ranges ?? []);
}

/** Every choice of a source and an operation, with all conditions; sources that ask for no request are one choice. */
function combinations({ sources, operations, conditions }: IstioRule): readonly (readonly IstioClause[])[] {
  const plain = (sources ?? []).filter(({ http }) => http === undefined);
  const joined = plain.length < 2 ? plain : [{ ...everyClause, clients: someClients(plain.map((s) => s.clients)) }];
  const from = sources === undefined ? [everyClause] : [...joined, ...sources.filter(({ http }) => http !== undefined)];
  return from.flatMap((source) => (operations ?? [everyClause]).map((operation) => [source, operation, ...conditions]));
}

function matchOf(clauses: readonly IstioClause[]): IstioMatch {
  return {
    clients: allClients(clauses.map(({ clients }) => clients).filter((clients) => clients !== everyClient)),
    ports: clauses.reduce<PortIntervals>((ports, clause) => intersectIntervals(ports, clause.ports), allPorts),
    connection: clauses.reduce((match, { connection }) => joinMatches(match, connection), anyRequest),
    http: clauses.reduce((match, { http }) => joinMatches(match, http ?? anyRequest), anyRequest),
  };
}

/**
 * The matches of a rule that denies, where HTTP is not understood: its HTTP attributes are left out, so that it denies
 * more.
 *
 * @param emptyMatches whether an entry of which nothing is left stands for everything; at ztunnel it stands for nothing
 */
export function connectionMatchesOf(rule: IstioRule, emptyMatches: boolean): readonly IstioMatch[] {
  const keep = (clauses: readonly IstioClause[]): readonly IstioClause[] =>
    emptyMatches ? clauses : clauses.filter(({ onConnections }) => onConnections);
  const { name, sources, operations, conditions } = rule;
  if (keep(conditions).length < conditions.length) return [];
  const kept: IstioRule = {
    name,
    conditions: conditions.map(withoutHttp),
    ...(sources === undefined ? {} : { sources: keep(sources).map(withoutHttp) }),
    ...(operations === undefined ? {} : { operations: keep(operations).map(withoutHttp) }),
  };
  return combinations(kept).map((clauses) => matchOf(clauses));
}

function withoutHttp({ http: _, ...clause }: IstioClause): IstioClause {
  return clause;
}
