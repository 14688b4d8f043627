import { dangerOf, fleetPlan } from '../../lib/plan/fleet-plan';
import { formatPlanAsMarkdown } from '../../lib/report/plan/format-markdown';
import { formatPlanAsText } from '../../lib/report/plan/format-text';
import { planFormats } from '../../lib/report/plan/plan-formats';
import { plannedTrees } from './planned';
import { deployment, statefulSet } from './workloads';

const clusters = Array.from({ length: 60 }, (_, index) => `c${String(index).padStart(2, '0')}`);
const rolls = plannedTrees(deployment, deployment.replace('web:1', 'web:2'));
const recreates = plannedTrees(deployment, deployment.replace('web:1', 'web:3'));
const fleet = fleetPlan(clusters.map((cluster, index) => ({ cluster, plan: index < 2 ? recreates : rolls })));

test('the same change in most clusters is one group, and what differs stands below it', () => {
  expect(fleet.objects).toHaveLength(1);
  expect(fleet.objects[0]?.groups.map((group) => group.clusters.length)).toEqual([58, 2]);
  const text = formatPlanAsText(fleet, { color: false });
  expect(text).toContain('58 of 60 clusters, all but c00, c01');
  expect(text).toContain('otherwise in c00, c01');
});

test('the most dangerous objects come first, whatever their cluster', () => {
  const plans = [
    { cluster: 'a', plan: rolls },
    { cluster: 'b', plan: plannedTrees(statefulSet, '') },
  ];
  const whole = fleetPlan(plans);
  expect(whole.objects.map(({ groups }) => groups[0].plan.verdict)).toEqual(['deleted', 'rolls']);
  expect(dangerOf(whole)).toBe('danger');
});

test('Markdown stays within the size of a comment, the most dangerous first', () => {
  const many = Array.from({ length: 400 }, (_, index) => deployment.replaceAll('name: web', `name: web${index}`)).join(
    '---',
  );
  const plan = fleetPlan([
    { plan: plannedTrees(many, many.replaceAll('web:1', 'web:2') + '---' + statefulSet.replace('db:1', 'db:1')) },
  ]);
  const text = formatPlanAsMarkdown(plan);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/and \d+ more objects: see the full plan/);
});

test('a plan says when a change reaches which clusters, where they belong to waves', () => {
  const rest = { name: 'rest', after: 'canary' };
  const plan = fleetPlan([
    { cluster: 'b', wave: rest, plan: rolls },
    { cluster: 'a', wave: { name: 'canary' }, plan: rolls },
    { cluster: 'c', wave: rest, plan: rolls },
    { cluster: 'd', plan: rolls },
  ]);
  const objects = rolls.objects.filter(({ verdict }) => verdict !== 'no-op').length;
  expect(plan.waves).toEqual([
    { wave: 'canary', clusters: ['a'], objects },
    { wave: 'rest', clusters: ['b', 'c'], objects: 2 * objects },
  ]);
  for (const { format } of planFormats) expect(format(plan, { color: false })).toMatch(/canary[^]*rest/);
  expect(formatPlanAsText(plan, { color: false })).toContain(`waves\n  1. canary: a (${objects} object`);
});
