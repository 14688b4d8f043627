/*
 * What the documentation of AuthorizationPolicy and PeerAuthentication says, once more and as directly as it can be
 * written: one request at a time, no sets of ports, no joined matches, and no code of the library.
 */

export interface OraclePolicy {
  readonly namespace: string;
  readonly name: string;
  readonly app?: string;
  readonly action: 'ALLOW' | 'DENY';
  readonly rules: readonly OracleRule[];
}

// A type alias, not an interface: it stands inside a manifest as it is.
export type OracleRule = {
  readonly from?: readonly { readonly source: OracleLists }[];
  readonly to?: readonly { readonly operation: OracleLists }[];
  readonly when?: readonly {
    readonly key: string;
    readonly values?: readonly string[];
    readonly notValues?: readonly string[];
  }[];
};

export type OracleLists = Readonly<Record<string, readonly string[]>>;

export interface OracleRequest {
  /** Undefined for a client outside the mesh. */
  readonly client: { readonly namespace: string; readonly account: string } | undefined;
  readonly server: { readonly namespace: string; readonly app: string };
  readonly port: number;
  readonly method: string;
  readonly path: string;
}

export function isAllowed(
  request: OracleRequest,
  policies: readonly OraclePolicy[],
  strict: readonly string[],
): boolean {
  const { server, client } = request;
  if (client === undefined && (strict.includes(server.namespace) || strict.includes('istio-system'))) return false;
  const mine = policies.filter(
    ({ namespace, app }) =>
      (namespace === 'istio-system' || namespace === server.namespace) && (app === undefined || app === server.app),
  );
  for (const { action, rules } of mine) {
    if (action === 'DENY' && rules.some((rule) => matches(rule, request))) return false;
  }
  const allowing = mine.filter(({ action }) => action === 'ALLOW');
  if (allowing.length === 0) return true;
  return allowing.some(({ rules }) => rules.some((rule) => matches(rule, request)));
}

function matches({ from, to, when }: OracleRule, request: OracleRequest): boolean {
  if (from !== undefined && !from.some(({ source }) => all(source, request))) return false;
  if (to !== undefined && !to.some(({ operation }) => all(operation, request))) return false;
  for (const { key, values, notValues } of when ?? []) {
    if (values !== undefined && !one(values, valueOf(key, request))) return false;
    if (notValues !== undefined && one(notValues, valueOf(key, request))) return false;
  }
  return true;
}

function all(lists: OracleLists, request: OracleRequest): boolean {
  for (const [name, patterns] of Object.entries(lists)) {
    if (name.startsWith('not')) {
      const positive = name.charAt(3).toLowerCase() + name.slice(4);
      if (one(patterns, valueOf(positive, request))) return false;
    } else if (!one(patterns, valueOf(name, request))) return false;
  }
  return true;
}

function valueOf(name: string, { client, port, method, path }: OracleRequest): string | undefined {
  switch (name) {
    case 'principals':
    case 'source.principal':
      return client && `cluster.local/ns/${client.namespace}/sa/${client.account}`;
    case 'namespaces':
    case 'source.namespace':
      return client?.namespace;
    case 'serviceAccounts':
      return client && `${client.namespace}/${client.account}`;
    case 'ports':
    case 'destination.port':
      return `${port}`;
    case 'methods':
      return method;
    case 'paths':
      return path;
    default:
      throw new Error(name);
  }
}

function one(patterns: readonly string[], value: string | undefined): boolean {
  if (value === undefined) return false;
  return patterns.some((pattern) => {
    if (pattern === '*') return value !== '';
    if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
    if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
    return value === pattern;
  });
}
