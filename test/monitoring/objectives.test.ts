import { Duration } from 'cdk8s';
import { Field } from '../../lib/manifest/objects/field';
import { ServiceLevelObjective, type ServiceLevelObjectiveProps } from '../../lib/monitoring';
import { synthesize, type Tree } from '../../lib/testing';
import { clusterWith, meshes, shopIn, unmonitored } from './monitored-fleet';

type Declared = Omit<ServiceLevelObjectiveProps, 'workload'>;

function treeWith(mesh: keyof typeof meshes, objective: Declared): Tree {
  return synthesize(
    shopIn(clusterWith(meshes[mesh]), ({ chart, web }) => {
      new ServiceLevelObjective(chart, 'web-is-there', { workload: web, ...objective });
    }),
    'prod-euw1',
  );
}

interface Rule {
  readonly name: string;
  readonly expr: string;
  readonly labels: unknown;
}

function rulesOf(tree: Tree): readonly Rule[] {
  const rule = tree.manifests.find(({ manifest }) => manifest.kind === 'PrometheusRule');
  if (rule === undefined) return [];
  const [group] = Field.root(rule.manifest).at('spec', 'groups').items();
  return (
    group
      ?.at('rules')
      .items()
      .map((each) => ({
        name: each.at('record').text ?? each.at('alert').text ?? '',
        expr: each.at('expr').text ?? '',
        labels: each.at('labels').value,
      })) ?? []
  );
}

function errorsOf({ findings = [] }: Tree): Tree['findings'] {
  return findings.filter(({ severity }) => severity === 'error');
}

function exprOf(tree: Tree, name: string): string {
  return rulesOf(tree).find((rule) => rule.name === name)?.expr ?? '';
}

const availability: Declared = { target: 99.9, indicator: 'availability' };

test('errors are recorded over seven windows, and what is left of the budget', () => {
  expect(rulesOf(treeWith('istio-sidecar', availability)).map(({ name }) => name)).toEqual([
    ...['5m', '30m', '1h', '2h', '6h', '1d', '3d'].map((window) => `objective:error_ratio:rate${window}`),
    'objective:error_budget_remaining:ratio',
    'ErrorBudgetBurn',
    'ErrorBudgetBurn',
  ]);
});

test.each([
  [
    'istio-sidecar',
    'istio_requests_total{reporter="destination", destination_workload_namespace="shop", destination_workload="web"}',
  ],
  ['linkerd', 'response_total{direction="inbound", namespace="shop", workload="web"}'],
  [
    'consul',
    'envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix="public_listener", namespace="shop", workload="web"}',
  ],
] as const)('requests are those that the proxies of the asked Pods count: %s', (mesh, all) => {
  const tree = treeWith(mesh, availability);
  expect(exprOf(tree, 'objective:error_ratio:rate5m')).toContain(` / (sum(rate(${all}[5m])))`);
  expect(tree).toPassChecks();
});

test('a pager rings for a fiftieth of the budget in an hour or a twentieth in six, each with a window that ends it soon', () => {
  const [page, ticket] = rulesOf(treeWith('istio-sidecar', availability)).filter(
    ({ name }) => name === 'ErrorBudgetBurn',
  );
  const own = '{namespace="shop", workload="web", objective="web-is-there"}';
  const over = (window: string, factor: number) => `objective:error_ratio:rate${window}${own} > ${factor} * 0.001`;
  expect(page?.expr).toBe(`(${over('1h', 14.4)} and ${over('5m', 14.4)}) or (${over('6h', 6)} and ${over('30m', 6)})`);
  expect(ticket?.expr).toBe(`(${over('1d', 3)} and ${over('2h', 3)}) or (${over('3d', 1)} and ${over('6h', 1)})`);
  expect([page?.labels, ticket?.labels]).toEqual([
    { namespace: 'shop', workload: 'web', objective: 'web-is-there', severity: 'critical' },
    { namespace: 'shop', workload: 'web', objective: 'web-is-there', severity: 'warning' },
  ]);
});

test('an alert that could never fire is left out: more than all requests cannot fail', () => {
  const [page] = rulesOf(treeWith('istio-sidecar', { ...availability, target: 90 })).filter(
    ({ name }) => name === 'ErrorBudgetBurn',
  );
  expect(page?.expr).not.toContain('rate1h');
  expect(page?.expr).toContain('rate6h');
});

test('a longer period asks for a faster burn', () => {
  const tree = treeWith('istio-sidecar', { ...availability, period: Duration.days(60) });
  expect(exprOf(tree, 'ErrorBudgetBurn')).toContain('> 28.8 * 0.001');
  expect(exprOf(tree, 'objective:error_budget_remaining:ratio')).toContain('[60d]');
});

test('latency counts what is slower than a bound of the histogram, however Prometheus writes it', () => {
  const tree = treeWith('linkerd', { target: 99, indicator: { latency: Duration.millis(200) } });
  expect(exprOf(tree, 'objective:error_ratio:rate1h')).toContain('le=~"200(\\\\.0)?"');
});

test('a latency between two bounds is an error that names the next one', () => {
  const tree = treeWith('istio-sidecar', { target: 99, indicator: { latency: Duration.millis(200) } });
  expect(errorsOf(tree)).toMatchObject([
    { path: 'indicator.latency', fix: 'promise one of these, such as Duration.millis(250)' },
  ]);
});

test('queries of one’s own need no mesh', () => {
  const tree = treeWith('no-mesh', {
    target: 99.5,
    indicator: {
      errors: (window) => `sum(rate(jobs_failed_total[${window}]))`,
      total: (window) => `sum(rate(jobs_total[${window}]))`,
    },
  });
  expect(exprOf(tree, 'objective:error_ratio:rate30m')).toBe(
    '(sum(rate(jobs_failed_total[30m]))) / (sum(rate(jobs_total[30m])))',
  );
});

test.each([
  ['no-mesh', 'no proxy of a mesh counts the requests to shop/web'],
  ['istio-ambient', 'proxies of nodes count connections, not requests'],
] as const)('what nobody counts is an error that says what could be: %s', (mesh, message) => {
  const tree = treeWith(mesh, availability);
  expect(errorsOf(tree)).toMatchObject([
    {
      message: expect.stringContaining(message) as string,
      fix: expect.stringContaining('indicator: { errors, total }') as string,
    },
  ]);
  expect(rulesOf(tree)).toEqual([]);
});

test('an objective can be left out where it cannot be measured, and the synth says so', () => {
  const tree = treeWith('no-mesh', { ...availability, onUnsupported: 'warn' });
  expect(rulesOf(tree)).toEqual([]);
  expect(tree.findings).toContainEqual(
    expect.objectContaining({ id: 'unsupported-objective', severity: 'warning', path: 'indicator' }),
  );
});

test('a cluster without monitoring refuses an objective', () => {
  const fleet = shopIn(clusterWith(meshes['istio-sidecar'], unmonitored), ({ chart, web }) => {
    new ServiceLevelObjective(chart, 'web-is-there', { workload: web, ...availability });
  });
  expect(errorsOf(synthesize(fleet, 'prod-euw1'))).toMatchObject([
    { message: 'Forbidden: nothing in prod-euw1 takes rules for Prometheus' },
  ]);
});

const throws = () => {
  throw new Error('no such metric');
};

test.each([
  [{ ...availability, target: 100 }, 'target', 'Invalid value: 100: must be a percentage from 50 to below 100'],
  [{ ...availability, target: 0.999 }, 'target', 'Invalid value: 0.999'],
  [{ ...availability, period: Duration.days(7) }, 'period', 'must be whole days, from 28 to 90'],
  [{ target: 99, indicator: 'latency' }, 'indicator', "must be 'availability', { latency: Duration }"],
  [{ target: 99, indicator: { latency: 250 } }, 'indicator.latency', 'must be a Duration'],
  [{ target: 99, indicator: { errors: () => 'rate(x[5m])' } }, 'indicator.total', 'Required value'],
  [
    { target: 99, indicator: { errors: () => 'rate(x[1h])', total: () => 'rate(y[1h])' } },
    'indicator.errors',
    'must be PromQL over the window',
  ],
  [{ target: 99, indicator: { errors: throws, total: throws } }, 'indicator.errors', 'Error: no such metric'],
  [{ ...availability, tagret: 1 }, 'tagret', 'unknown field'],
])('what cannot be right is refused where it is declared: %#', (objective, path, message) => {
  const declare = () => treeWith('istio-sidecar', Object.assign({ ...availability }, objective));
  expect(declare).toThrow(path);
  expect(declare).toThrow(message);
});
