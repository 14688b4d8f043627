import * as fc from 'fast-check';
import { authorizationPolicy, ask, peerAuthentication, reachBy, sidecarNamespace, workload } from './mesh';
import { isAllowed, type OracleLists, type OraclePolicy, type OracleRule } from './istio-oracle';
import { namespace } from '../tree';

const namespaces = ['a', 'b'];
const apps = ['x', 'y'];
const members = namespaces.flatMap((of) => apps.map((app) => ({ namespace: of, account: app })));
const clients = [...members, undefined];
const ports = [80, 81];
const methods = ['GET', 'PUT'];
const paths = ['/', '/p', '/p/q', '/r/q'];

const principal = fc.constantFrom(
  'cluster.local/ns/a/sa/x',
  'cluster.local/ns/b/sa/y',
  'cluster.local/ns/a/*',
  '*/sa/x',
  '*',
);
const lists = {
  principals: principal,
  namespaces: fc.constantFrom('a', 'b', 'a*', '*'),
  serviceAccounts: fc.constantFrom('a/x', 'b/y'),
};
const operations = {
  ports: fc.constantFrom('80', '81'),
  methods: fc.constantFrom('GET', 'PUT', '*'),
  paths: fc.constantFrom('/p', '/p*', '*/q', '/', '*'),
};

function someLists(values: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<OracleLists> {
  const names = Object.keys(values).flatMap((name) => [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`]);
  return fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
    .chain((chosen) =>
      fc
        .tuple(...chosen.map((name) => fc.array(valueFor(values, name), { minLength: 1, maxLength: 2 })))
        .map((found) => Object.fromEntries(chosen.map((name, i) => [name, found[i] ?? []]))),
    );
}

function valueFor(values: Readonly<Record<string, fc.Arbitrary<string>>>, name: string): fc.Arbitrary<string> {
  const positive = name.startsWith('not') ? name.charAt(3).toLowerCase() + name.slice(4) : name;
  return values[positive] ?? fc.constant('');
}

const condition = fc.oneof(
  fc.record({ key: fc.constant('source.principal'), values: fc.array(principal, { minLength: 1, maxLength: 2 }) }),
  fc.record({ key: fc.constant('source.namespace'), notValues: fc.constant(['a']) }),
  fc.record({ key: fc.constant('destination.port'), values: fc.constant(['80']) }),
);

const rule: fc.Arbitrary<OracleRule> = fc.record(
  {
    from: fc.array(fc.record({ source: someLists(lists) }), { minLength: 1, maxLength: 2 }),
    to: fc.array(fc.record({ operation: someLists(operations) }), { minLength: 1, maxLength: 2 }),
    when: fc.array(condition, { minLength: 1, maxLength: 1 }),
  },
  { requiredKeys: [] },
);

const policy: fc.Arbitrary<OraclePolicy> = fc
  .record({
    namespace: fc.constantFrom('a', 'b', 'istio-system'),
    app: fc.option(fc.constantFrom(...apps), { nil: undefined }),
    action: fc.constantFrom('ALLOW' as const, 'ALLOW' as const, 'DENY' as const),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  })
  .map(({ app, ...rest }) => ({ ...rest, name: 'p', ...(app === undefined ? {} : { app }) }));

test('random policies mean to the engine what the documentation says', () => {
  const decided = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 4 }), fc.subarray(['a', 'b', 'istio-system']), (unnamed, strict) => {
      const policies = unnamed.map((each, i) => ({ ...each, name: `p${i}` }));
      const reachability = reachBy(
        'mesh',
        ...namespaces.map((name) => sidecarNamespace(name)),
        namespace('plain'),
        workload('plain/cron'),
        ...members.map((each) => workload(`${each.namespace}/${each.account}`)),
        ...strict.map((of) => peerAuthentication(`${of}/default`, { mtls: { mode: 'STRICT' } })),
        ...policies.map(({ namespace: of, name, app, action, rules }) =>
          authorizationPolicy(`${of}/${name}`, {
            ...(app === undefined ? {} : { selector: { matchLabels: { app } } }),
            action,
            rules,
          }),
        ),
      );
      const [server] = members;
      if (server === undefined) return;
      for (const client of clients) {
        if (client === server) continue;
        for (const port of ports) {
          for (const method of methods) {
            for (const path of paths) {
              const request = {
                client,
                server: { namespace: server.namespace, app: server.account },
                port,
                method,
                path,
              };
              const expected = isAllowed(request, policies, strict);
              const from = client === undefined ? 'plain/cron' : `${client.namespace}/${client.account}`;
              const found = ask(reachability, { from, to: 'a/x', port, method, path });
              if (found !== (expected ? 'allowed' : 'denied')) throw new Error(`${found}: ${JSON.stringify(request)}`);
              decided[`${expected}`] += 1;
            }
          }
        }
      }
    }),
    { numRuns: Number(process.env.GRAPHS ?? 400), seed: 7 },
  );
  // Both answers are given often enough for the comparison to mean something.
  expect(Math.min(decided.true, decided.false)).toBeGreaterThan(decided.true / 10);
});
