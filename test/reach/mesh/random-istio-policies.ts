import * as fc from 'fast-check';
import type { OracleLists, OraclePolicy, OracleRule } from './istio-oracle';

/** The workloads that the policies may select, in each of the namespaces `a` and `b`. */
export const apps = ['x', 'y'] as const;

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
};
const accounts = { serviceAccounts: fc.constantFrom('a/x', 'b/y') };
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

/** Istio refuses service accounts beside principals or namespaces. */
const source = fc.oneof({ weight: 2, arbitrary: someLists(lists) }, { weight: 1, arbitrary: someLists(accounts) });

const condition = fc.oneof(
  fc.record({ key: fc.constant('source.principal'), values: fc.array(principal, { minLength: 1, maxLength: 2 }) }),
  fc.record({ key: fc.constant('source.namespace'), notValues: fc.constant(['a']) }),
  fc.record({ key: fc.constant('destination.port'), values: fc.constant(['80']) }),
);

const rule: fc.Arbitrary<OracleRule> = fc.record(
  {
    from: fc.array(fc.record({ source }), { minLength: 1, maxLength: 2 }),
    to: fc.array(fc.record({ operation: someLists(operations) }), { minLength: 1, maxLength: 2 }),
    when: fc.array(condition, { minLength: 1, maxLength: 1 }),
  },
  { requiredKeys: [] },
);

/** An AuthorizationPolicy about workloads, identities, ports, methods and paths of a small mesh. */
export const istioPolicy: fc.Arbitrary<OraclePolicy> = fc
  .record({
    namespace: fc.constantFrom('a', 'b', 'istio-system'),
    app: fc.option(fc.constantFrom(...apps), { nil: undefined }),
    action: fc.constantFrom('ALLOW' as const, 'ALLOW' as const, 'DENY' as const),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  })
  .map(({ app, ...rest }) => ({ ...rest, name: 'p', ...(app === undefined ? {} : { app }) }));
