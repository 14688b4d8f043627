import * as fc from 'fast-check';
import type { HttpRule } from '../../../lib/model/connection';
import type { MeshClient } from '../../../lib/mesh/mesh-model';
import type { PortPolicy } from '../../../lib/mesh/linkerd/port-policy';
import { requestCells } from '../../../lib/mesh/linkerd/request-cells';
import { emitRequestRoutes } from '../../../lib/mesh/linkerd/request-routes';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { exampleWorkload } from './example-workload';

interface Grant {
  readonly client: string;
  readonly http: readonly HttpRule[];
}

function portPolicy(grants: readonly Grant[], everything: readonly string[]): PortPolicy {
  const [port] = exampleWorkload.ports;
  if (port === undefined) throw new Error('the example has a port');
  const limited = grants.map(({ client, http }) => ({ clients: [account(client)], http }));
  return {
    workload: exampleWorkload,
    port,
    accessPolicy: 'deny',
    clients: everything.map(account),
    requests: requestCells(limited, (client) => JSON.stringify(client)),
    origin: exampleWorkload.origin,
  };
}

function account(name: string): MeshClient {
  return { type: 'serviceAccount', namespace: 'shop', name };
}

/** What Linkerd's proxy does with a request: the longest match, then a method; two equals would depend on their age. */
function allowedByProxy(
  manifests: readonly Manifest[],
  serverClients: readonly string[],
  method: string,
  path: string,
) {
  const matches = manifests
    .filter(({ kind }) => kind === 'HTTPRoute')
    .flatMap(({ spec, metadata }) =>
      Field.at('spec', spec)
        .at('rules')
        .items()
        .flatMap((rule) => rule.at('matches').items())
        .map((match) => ({ route: metadata.name ?? '', rank: rankOf(match, method, path) })),
    )
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const [best, second] = matches;
  if (best === undefined) return [];
  expect({ ...second, rank: second?.rank === best.rank && second.route !== best.route }).toMatchObject({ rank: false });
  const authentication = manifests.find(
    ({ kind, metadata }) => kind === 'MeshTLSAuthentication' && metadata.name === best.route,
  );
  const names = Field.at('spec', authentication?.spec)
    .at('identityRefs')
    .items()
    .map((reference) => reference.at('name').text ?? '');
  return [...new Set([...names, ...serverClients])].sort();
}

function rankOf(match: Field, method: string, path: string): number {
  const wanted = match.at('method').text;
  if (wanted !== undefined && wanted !== method) return 0;
  return (
    2 * matchedLength(match.at('path', 'type').text ?? '', match.at('path', 'value').text ?? '', path) +
    (wanted === undefined ? 0 : 1)
  );
}

function matchedLength(type: string, value: string, path: string): number {
  if (type === 'Exact') return path === value ? path.length : -1;
  if (type === 'RegularExpression') return new RegExp(`^(?:${value})$`).test(path) ? path.length : -1;
  expect({ type, value }).toEqual({ type: 'PathPrefix', value: '/' });
  return 1;
}

function allowedByRules(grants: readonly Grant[], everything: readonly string[], method: string, path: string) {
  const limited = grants
    .filter(({ http }) =>
      http.some(
        ({ methods, paths }) =>
          (methods?.includes(method) ?? true) &&
          (paths?.some((rule) => (rule.endsWith('/*') ? path.startsWith(rule.slice(0, -1)) : path === rule)) ?? true),
      ),
    )
    .map(({ client }) => client);
  return [...new Set([...limited, ...everything])].sort();
}

const segment = fc.constantFrom('a', 'b', 'ab', 'a.b', 'a-b');
const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
const pattern = fc.oneof(
  path,
  path.map((prefix) => (prefix === '/' ? '/*' : `${prefix}/*`)),
);
const method = fc.constantFrom('GET', 'POST', 'PUT');
const rule = fc.record(
  {
    methods: fc.uniqueArray(method, { minLength: 1, maxLength: 2 }),
    paths: fc.uniqueArray(pattern, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const grants = fc.array(
  fc.record({
    client: fc.constantFrom('reader', 'writer', 'admin'),
    http: fc.array(rule, { minLength: 1, maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test('lets each client make exactly the requests that its rules allow, whatever patterns overlap', () => {
  fc.assert(
    fc.property(
      grants,
      fc.constantFrom<readonly string[]>([], ['frontend']),
      fc.array(fc.tuple(fc.constantFrom('GET', 'POST', 'DELETE'), path), { minLength: 5, maxLength: 20 }),
      (declared, everything, requests) => {
        const manifests = emitRequestRoutes(portPolicy(declared, everything));
        for (const [verb, target] of requests) {
          expect(allowedByProxy(manifests, everything, verb, target)).toEqual(
            allowedByRules(declared, everything, verb, target),
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('keeps what is below a path apart from the path itself, which a prefix would have too', () => {
  const manifests = emitRequestRoutes(portPolicy([{ client: 'reader', http: [{ paths: ['/items/*'] }] }], []));
  expect(manifests[0]).toMatchObject({
    kind: 'HTTPRoute',
    metadata: { name: 'server-9090-requests-1' },
    spec: {
      parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: 'server-9090' }],
      rules: [{ matches: [{ path: { type: 'RegularExpression', value: '/items/.*' } }] }],
    },
  });
});

test('cuts more matches than a rule may have into several routes', () => {
  const paths = Array.from({ length: 100 }, (_, index) => `/items/${index}`);
  const routes = emitRequestRoutes(portPolicy([{ client: 'reader', http: [{ paths }] }], [])).filter(
    ({ kind }) => kind === 'HTTPRoute',
  );
  expect(routes.map(({ metadata }) => metadata.name)).toEqual(['server-9090-requests-1', 'server-9090-requests-1-2']);
});

test('lets clients of the whole port make what no other route is about', () => {
  const [rest] = emitRequestRoutes(portPolicy([{ client: 'reader', http: [{ methods: ['GET'] }] }], ['frontend']));
  expect(rest).toMatchObject({
    metadata: { name: 'server-9090-rest' },
    spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] },
  });
});
