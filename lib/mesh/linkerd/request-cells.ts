import { compareText } from '../../manifest/objects/compare-text';
import type { HttpRule } from '../../model/connection';
import { everyPath, parsePathPattern, textOf, uniquePatterns, covers, type PathPattern } from './path-pattern';

/** Requests that some clients may make. */
export interface RequestGrant<Client> {
  readonly clients: readonly Client[];
  readonly http: readonly HttpRule[];
}

/** Requests that the same clients may make: a path pattern without what patterns inside it have, and one method or all others. */
export interface RequestCell<Client> {
  readonly path: PathPattern;
  /** Every method that no cell of the same pattern has when left out. */
  readonly method?: string;
  readonly clients: readonly Client[];
}

interface Rule<Client> extends Pick<HttpRule, 'methods'> {
  readonly path: PathPattern;
  readonly clients: readonly Client[];
}

/**
 * Cuts all requests into cells, so that each one is in a single cell and the clients of that cell are exactly those who may
 * make it: a proxy asks the policies of the one route that matches best, and of no other.
 *
 * @param keyOf tells clients apart
 */
export function requestCells<Client>(
  grants: readonly RequestGrant<Client>[],
  keyOf: (client: Client) => string,
): readonly RequestCell<Client>[] {
  const rules = grants.flatMap(rulesOf);
  const methods = [...new Set(rules.flatMap((rule) => rule.methods ?? []))].sort();
  const patterns = uniquePatterns(rules.map(({ path }) => path));
  const cells = patterns.map((path) => ({ path, cells: cellsOf(path, rules, methods, keyOf) }));
  // A pattern that adds nothing to the one around it is part of that one.
  const needed = cells.filter(
    ({ path, cells: own }) => formatCells(own, keyOf) !== formatCells(around(path, cells)?.cells ?? [], keyOf),
  );
  return needed.flatMap(({ cells: own }) => own);
}

function rulesOf<Client>({ clients, http }: RequestGrant<Client>): Rule<Client>[] {
  return http.flatMap(({ methods, paths }) =>
    (paths?.map(parsePathPattern) ?? [everyPath]).map((path) => ({
      path,
      clients,
      ...(methods === undefined ? {} : { methods }),
    })),
  );
}

function cellsOf<Client>(
  path: PathPattern,
  rules: readonly Rule<Client>[],
  methods: readonly string[],
  keyOf: (client: Client) => string,
): RequestCell<Client>[] {
  const clientsFor = (method: string | undefined) => {
    const allowed = rules.filter(
      (rule) =>
        covers(rule.path, path) &&
        (rule.methods === undefined || (method !== undefined && rule.methods.includes(method))),
    );
    const byKey = new Map(allowed.flatMap(({ clients }) => clients.map((client) => [keyOf(client), client] as const)));
    return [...byKey.entries()].sort(([a], [b]) => compareText(a, b)).map(([, client]) => client);
  };
  const others = clientsFor(undefined);
  const special = methods
    .map((method) => ({ path, method, clients: clientsFor(method) }))
    .filter(({ clients }) => clients.length > others.length);
  return others.length === 0 ? special : [...special, { path, clients: others }];
}

/** The smallest pattern that has all paths of another. */
function around<T extends { readonly path: PathPattern }>(inner: PathPattern, cells: readonly T[]): T | undefined {
  const outer = cells.filter(({ path }) => path !== inner && covers(path, inner));
  return outer.sort((a, b) => textOf(b.path).length - textOf(a.path).length)[0];
}

function formatCells<Client>(cells: readonly RequestCell<Client>[], keyOf: (client: Client) => string): string {
  return JSON.stringify(cells.map(({ method, clients }) => [method, clients.map(keyOf)]));
}
