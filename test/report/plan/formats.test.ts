import { fleetPlan } from '../../../lib/plan/fleet-plan';
import { formatPlanAsHtml } from '../../../lib/report/plan/format-html';
import { formatPlanAsJson } from '../../../lib/report/plan/format-json';
import { formatPlanAsMarkdown } from '../../../lib/report/plan/format-markdown';
import { plannedTrees } from '../../plan/planned';
import { deployment, statefulSet } from '../../plan/workloads';

const hostile = '<script>alert(1)</script> | `x`';
const labelled = (value: string) =>
  deployment.replace('labels:\n    app: web', `annotations:\n    note: ${JSON.stringify(value)}`);
const rolls = fleetPlan([
  { cluster: 'a', plan: plannedTrees(labelled('old'), labelled(hostile).replace('web:1', 'web:2')) },
]);

describe('the page', () => {
  test('needs nothing else, and has every object with its fields, pods, reasons and origin', () => {
    const page = formatPlanAsHtml(rolls);
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).not.toMatch(/<script|<link|src=|https?:/);
    expect(page).toContain(
      '<code>spec.template.spec.containers[server].image: example.com/web:1 -&gt; example.com/web:2</code>',
    );
    expect(page).toContain('3 pods, 1 at a time');
    expect(page).toContain('container server runs another image');
  });

  test('shows what is dangerous, and a value as a whole however long', () => {
    const long = 'x'.repeat(500);
    const page = formatPlanAsHtml(
      fleetPlan([{ plan: plannedTrees(labelled('a') + '---' + statefulSet, labelled(long)) }]),
    );
    expect(page).toContain('<td class="danger">deleted</td>');
    expect(page).toContain(long);
  });
});

test('Markdown keeps to its cells whatever a value holds', () => {
  const text = formatPlanAsMarkdown(rolls);
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.every((row) => row.replaceAll('\\|', '').split('|').length === 6)).toBe(true);
  expect(text).not.toContain('<script>');
});

test('JSON has null for what nobody knows, and values as a whole', () => {
  const set = deployment.replace('kind: Deployment', 'kind: DaemonSet').replace('  replicas: 3\n', '');
  const long = `example.com/web:${'2'.repeat(300)}`;
  const plan = fleetPlan([{ plan: plannedTrees(set, set.replace('example.com/web:1', long)) }]);
  expect(JSON.parse(formatPlanAsJson(plan))).toMatchObject({
    objects: [
      { verdict: 'rolls', pods: { replaced: null, atOnce: 1 }, changes: [{ from: 'example.com/web:1', to: long }] },
    ],
    summary: { rolls: 1 },
  });
});
