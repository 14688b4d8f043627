import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../lib/manifest/objects/json';

/** What texts are replaced with: each is right in some field and wrong in others. */
const texts: readonly string[] = [
  ...[
    '',
    '*',
    '**',
    '.',
    '~',
    '/',
    '-',
    'mesh',
    'a b',
    'a_b',
    '-a',
    'a-',
    'A',
    'a.',
    '.a',
    'a..b',
    'a/b',
    '/a',
    'a/',
    'a/b/c',
    '~/a.b',
  ],
  ...[
    'example.com',
    '*.example.com',
    '*a.example.com',
    'a*.example.com',
    'a.*.com',
    'Example.COM',
    'example.1',
    'x.y.',
    '*.',
    '*/*',
    './*',
  ],
  ...[
    'ns/example.com',
    'NS/*.example.com',
    'n_s/example.com',
    '*/example.com',
    './a',
    'http://example.com/x',
    'https://a b',
    'ftp://example.com',
    'oci://x',
  ],
  ...[
    '1.2.3.4',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '10.0.0.0/8',
    '10.0.0.0/33',
    '10.0.0.1/08',
    '::1',
    '::1%eth0',
    'fd00::/8',
    '[::1]:80',
  ],
  ...[
    '127.0.0.1:80',
    '127.0.0.1:0',
    '127.0.0.1:x',
    '10.1.1.1:80',
    ':80',
    ':99999',
    'unix:///a',
    'unix://a',
    'unix://',
    'unix://@a',
    'unix:///a/',
  ],
  ...[
    '[a',
    '(?=a)',
    'a{1001}',
    '(?P<n>a)',
    '\\d+',
    '(',
    '%',
    '%%',
    '%A%',
    '%A(b)%',
    '%A(',
    '%A(["b"])%',
    '%A([b])%',
    'a\u0001b',
    '\t',
    '\n',
  ],
  ...['0s', '1us', '999us', '1ms', '1.0005s', '1.5s', '-1s', '1h', '1h30m', '1', 's', '24h', '100000h', 'P1D'],
  ...[
    '5xx',
    '5xx,bad',
    '5xx, reset',
    '503',
    '999',
    'gateway-error',
    'reset,',
    'GET',
    'get',
    'OK',
    'NOT_FOUND',
    'http',
    'HTTP',
    'HTTPS',
    'TCP',
    'UDP',
    'TLS',
    'redis',
    'HTTP3',
    'h2c',
    'grpc-web',
  ],
  ...[
    '{*}',
    '/a/{*}/b',
    '/{**}/{*}',
    '/a{b}',
    '/a/*/b',
    '/{*}/a b',
    '*/a',
    '/a*',
    'true',
    'false',
    'maybe',
    '0',
    '1',
    '80',
    '080',
    '65536',
    '-1',
    '8080,9090',
  ],
  ...[
    'region/zone',
    'region/*',
    'region//sub',
    '*/zone',
    'region/zone/sub/more',
    'ns/sa',
    '/sa',
    'ns/',
    'ns/sa/x',
    'ns/*',
    'cluster.local/ns/a/sa/b',
  ],
  ...[
    'source.ip',
    'source.namespace',
    'source.principal',
    'source.serviceAccount',
    'source.trustDomain',
    'source.x',
    'destination.port',
    'destination.ip',
    'destination.labels[a]',
  ],
  ...[
    'destination.user',
    'request.headers',
    'request.headers[a]',
    'request.headers[]',
    'request.auth.claims[a]',
    'request.auth.claims',
    'request.auth.x',
    'request.auth.principal',
  ],
  ...[
    'connection.sni',
    'remote.ip',
    'experimental.envoy.filters.a[b]',
    'experimental.envoy.filters.a',
    'outbound_.80_._.a.example.com',
    'outbound_.80',
    'outbound_.x_._.1',
  ],
  ...[
    'configmap://a',
    'configmap://a/b',
    'configmap:///b',
    'kubernetes://a',
    'Service',
    'Gateway',
    'ServiceEntry',
    'GatewayClass',
    'Pod',
    'gateway.networking.k8s.io',
    'networking.istio.io',
    'core',
    'apps',
  ],
  ...[
    'ALL',
    'AES128-SHA',
    'NO-SUCH',
    '{"keys":[]}',
    '{"keys":[{"kty":"oct","k":"YQ"}]}',
    '{}',
    '[]',
    '{',
    'a'.repeat(63),
    'a'.repeat(64),
    `${'a'.repeat(60)}.`.repeat(5),
    'a'.repeat(254),
    'a'.repeat(300),
    'a'.repeat(1025),
  ],
  ...[
    '0123456789abcdef'.repeat(4),
    '0123456789ABCDEF'.repeat(4),
    'topology.kubernetes.io/region',
    'topology.istio.io/subzone',
    'CONNECT',
    'POST',
  ],
];

const numbers: readonly number[] = [
  ...[
    -1, 0, 0.00001, 0.0001, 0.5, 1, 2, 3, 4, 7, 8, 9, 80, 99, 100, 100.5, 101, 199, 200, 299, 300, 399, 400, 599, 600,
    601, 1000,
  ],
  ...[65535, 65536, 70000, 5000011, 5000010, 4999999, 2147483647, 4294967295],
];

/** Names of entries in maps with free keys. */
const keys: readonly string[] = [
  ...[
    '',
    '*',
    'a',
    'a b',
    'a*',
    'A',
    'a_b',
    '-a',
    'a/b',
    'a/b/c',
    '/a',
    'A.b/c',
    'a'.repeat(64),
    ':authority',
    ':path',
    ':other',
    'Host',
    'host',
  ],
  ...[
    '@request.auth.claims.a',
    '@request.auth.claims',
    '@request.auth.claims[a]',
    '@REQUEST.auth.claims.a',
    '@request.auth.claims[]',
    '0',
    '80',
    '65536',
    '-1',
    'http',
  ],
  ...['region', 'region/zone', 'region/zone/*', 'region/*/zone', '*'],
];

/** One change of an object, and where. */
export interface Mutant {
  readonly what: string;
  readonly object: JsonObject;
}

/** The object with one thing changed, for every place in its spec: what stands there, and what the schema allows there besides. */
export function* mutantsOf(object: JsonObject, schema: JsonObject | undefined): Iterable<Mutant> {
  const spec = isJsonObject(object.spec) ? object.spec : {};
  for (const [what, changed] of changesOf(spec, schema, 'spec')) {
    const { spec: _, ...rest } = object;
    yield { what, object: changed === undefined ? rest : { ...rest, spec: changed } };
  }
  yield* annotated(object);
}

function* annotated(object: JsonObject): Iterable<Mutant> {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  for (const value of ['true', 'maybe', '']) {
    const annotations = { 'istio.io/dry-run': value };
    yield { what: `dry-run ${value}`, object: { ...object, metadata: { ...metadata, annotations } } };
  }
  yield { what: 'dotted name', object: { ...object, metadata: { ...metadata, name: 'a.b' } } };
}

type Change = readonly [what: string, value: JsonValue | undefined];

function* changesOf(value: JsonValue, schema: JsonObject | undefined, path: string): Iterable<Change> {
  yield [`${path} left out`, undefined];
  if (isJsonArray(value)) yield* ofList(value, schema, path);
  else if (isJsonObject(value)) yield* ofMap(value, schema, path);
  else yield* ofScalar(value, schema, path);
}

function* ofScalar(value: JsonValue, schema: JsonObject | undefined, path: string): Iterable<Change> {
  const choices = isJsonArray(schema?.enum) ? schema.enum : undefined;
  const others: readonly JsonValue[] =
    choices ?? (typeof value === 'string' ? texts : typeof value === 'number' ? numbers : [value !== true]);
  for (const other of others) if (other !== value) yield [`${path}: ${JSON.stringify(other).slice(0, 60)}`, other];
}

function* ofList(list: readonly JsonValue[], schema: JsonObject | undefined, path: string): Iterable<Change> {
  const items = isJsonObject(schema?.items) ? schema.items : undefined;
  yield [`${path}: []`, []];
  if (list[0] !== undefined) yield [`${path} with its first item twice`, [list[0], ...list]];
  yield [`${path} with one item twice`, [...list, ...samplesOf(items, 2).slice(0, 1)]];
  for (const [index, item] of list.entries()) {
    for (const [what, changed] of changesOf(item, items, `${path}[${index}]`)) {
      yield [what, [...list.slice(0, index), ...(changed === undefined ? [] : [changed]), ...list.slice(index + 1)]];
    }
  }
}

function* ofMap(map: JsonObject, schema: JsonObject | undefined, path: string): Iterable<Change> {
  yield [`${path}: {}`, {}];
  const properties = isJsonObject(schema?.properties) ? schema.properties : {};
  const additional = isJsonObject(schema?.additionalProperties) ? schema.additionalProperties : undefined;
  for (const [name, value] of Object.entries(map)) {
    if (value === undefined) continue;
    const { [name]: _, ...rest } = map;
    const inner = isJsonObject(properties[name]) ? properties[name] : additional;
    for (const [what, changed] of changesOf(value, inner, `${path}.${name}`)) {
      yield [what, changed === undefined ? rest : { ...map, [name]: changed }];
    }
    if (additional !== undefined) {
      for (const key of keys) if (!(key in map)) yield [`${path}.${name} as ${key}`, { ...rest, [key]: value }];
    }
  }
  for (const [name, inner] of Object.entries(properties)) {
    if (name in map || !isJsonObject(inner)) continue;
    for (const sample of samplesOf(inner, 3)) {
      yield [`${path}.${name} added: ${JSON.stringify(sample).slice(0, 80)}`, { ...map, [name]: sample }];
    }
  }
  if (additional !== undefined) {
    for (const key of keys) {
      for (const sample of samplesOf(additional, 1).slice(0, 3))
        yield [`${path}.${key} added`, { ...map, [key]: sample }];
    }
  }
}

/** Values that a schema allows: the empty one, each of its fields alone, all of them. */
export function samplesOf(schema: JsonObject | undefined, depth: number): readonly JsonValue[] {
  if (schema === undefined) return ['a'];
  if (isJsonArray(schema.enum)) return schema.enum;
  if (schema['x-kubernetes-int-or-string'] === true) return ['1s', 80];
  switch (schema.type) {
    case 'object':
      return ofObject(schema, depth);
    case 'array': {
      const items = samplesOf(isJsonObject(schema.items) ? schema.items : undefined, depth - 1);
      return [[], ...items.map((item) => [item]), ...(items[0] === undefined ? [] : [[items[0], items[0]]])];
    }
    case 'integer':
      return [-1, 0, 1, 101, 70000];
    case 'number':
      return [-1, 0, 50, 101];
    case 'boolean':
      return [true, false];
    default:
      return ['', 'a', '1s', '*', 'a.example.com', 'a b'];
  }
}

function ofObject(schema: JsonObject, depth: number): readonly JsonValue[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  if (depth <= 0) return [{}];
  if (isJsonObject(schema.additionalProperties)) {
    return [
      {},
      ...samplesOf(schema.additionalProperties, depth - 1).flatMap((value) =>
        ['a', '', '80'].map((key) => ({ [key]: value })),
      ),
    ];
  }
  const fields = Object.entries(properties).map(
    ([name, inner]) => [name, isJsonObject(inner) ? samplesOf(inner, depth - 1) : []] as const,
  );
  const required = isJsonArray(schema.required) ? schema.required : [];
  const base = Object.fromEntries(
    fields
      .filter(([name]) => required.includes(name))
      .map(([name, [first = {}, second = first]]) => [name, first === '' ? second : first]),
  );
  return [
    base,
    ...fields.flatMap(([name, samples]) => samples.slice(0, 12).map((value) => ({ ...base, [name]: value }))),
  ];
}
