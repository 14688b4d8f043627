import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { parsePromql } from '../../../lib/checks/monitoring/promql/parse-promql';
import { promqlFlaw } from '../../../lib/checks/monitoring/promql/promql-flaw';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { ServiceLevelObjective } from '../../../lib/monitoring';
import { synthesize } from '../../../lib/testing';
import { clusterWith, meshes, shopIn } from '../../monitoring/monitored-fleet';
import { expressions } from './expressions';
import { hasPromtool, promtool, type Promtool } from './promtool';

const dist = join(__dirname, '../../../dist');
const committed = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/prometheusrule\.[^/]*\.yaml$/.test(file))
  .map((file): [string, unknown] => [file, parseAllDocuments(readFileSync(join(dist, file), 'utf8'))[0]?.toJS()]);

/** The rules of an objective of 99.9 per cent in the mesh of Istio. */
function objectiveRules(): Manifest {
  const tree = synthesize(
    shopIn(clusterWith(meshes['istio-sidecar']), ({ chart, web }) => {
      new ServiceLevelObjective(chart, 'web-is-there', { workload: web, target: 99.9, indicator: 'availability' });
    }),
    'prod-euw1',
  );
  const rule = tree.manifests.find(({ manifest }) => manifest.kind === 'PrometheusRule');
  if (rule === undefined) throw new Error('an objective is a PrometheusRule');
  return rule.manifest;
}

/** Requests to the shop: so many a minute with each status. */
function requests(rates: Readonly<Record<string, number>>): object[] {
  const own = 'reporter="destination", destination_workload_namespace="shop", destination_workload="web"';
  return Object.entries(rates).map(([code, rate]) => ({
    series: `istio_requests_total{${own}, response_code="${code}"}`,
    values: `0+${rate}x720`,
  }));
}

const labels = { namespace: 'shop', workload: 'web', objective: 'web-is-there' };
const annotations = { summary: 'shop/web: 99.9 % of requests succeed over 30 days' };

if (hasPromtool) {
  describe('promtool', () => {
    let judge: Promtool;

    beforeAll(async () => {
      judge = await promtool();
    });

    test('takes every rule that is committed', () => {
      expect(committed).not.toEqual([]);
      for (const [file, manifest] of committed) {
        const spec = isManifest(manifest) ? manifest['spec'] : undefined;
        expect({ file, ...judge.check(spec) }).toMatchObject({ file, isRight: true });
      }
    });

    test('agrees about what is PromQL', () => {
      const groups = expressions.map((expr, index) => ({ name: `g${index}`, rules: [{ record: 'a:b', expr }] }));
      const { words } = judge.check({ groups });
      const refused = new Set([...words.matchAll(/group "g(\d+)"/g)].map(([, index]) => Number(index)));
      const differences = expressions.flatMap((expr, index) => {
        const parsed = parsePromql(expr);
        const flaw = parsed === undefined ? undefined : promqlFlaw(parsed);
        // It reads a rule without evaluating it: what comes to a range or a text is found out at run time.
        const ours = flaw !== undefined && !flaw.startsWith('a rule comes to');
        return ours === refused.has(index) ? [] : [{ expr, ours: flaw, theirs: refused.has(index) }];
      });
      expect(refused.size).toBeGreaterThan(expressions.length / 4);
      expect(differences).toEqual([]);
    });

    test('rings the pager where one request in fifty fails, and nobody where one in ten thousand does', () => {
      const alertsWith = (rates: Readonly<Record<string, number>>, expected: readonly object[]) =>
        judge.test(objectiveRules()['spec'], {
          evaluation_interval: '1m',
          tests: [
            {
              interval: '1m',
              input_series: requests(rates),
              alert_rule_test: [{ eval_time: '6h', alertname: 'ErrorBudgetBurn', exp_alerts: expected }],
            },
          ],
        });
      const page = { exp_labels: { ...labels, severity: 'critical' }, exp_annotations: annotations };
      const ticket = { exp_labels: { ...labels, severity: 'warning' }, exp_annotations: annotations };
      expect(alertsWith({ 200: 980, 503: 20 }, [page, ticket])).toMatchObject({ isRight: true });
      expect(alertsWith({ 200: 9999, 503: 1 }, [])).toMatchObject({ isRight: true });
      expect(alertsWith({}, [])).toMatchObject({ isRight: true });
    });
  });
} else {
  test.todo('rules are judged by promtool, where it is in the cache or may be built (BUILD_JUDGES=1)');
}
