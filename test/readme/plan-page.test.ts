import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { plan } from '../../lib/cli/commands/plan';
import { verdicts } from '../../lib/plan/object-plan';

const page = readFileSync(join(__dirname, '../../docs/plan.md'), 'utf8');

test('the page about plans has every verdict', () => {
  const table = page.split('\n\n').find((part) => part.includes('| `no-op`')) ?? '';
  const listed = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, verdict]) => verdict);
  expect(listed.sort()).toEqual([...verdicts].sort());
});

test('its jobs are YAML, and use options that the command has', () => {
  const jobs = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(jobs).toHaveLength(2);
  for (const job of jobs) expect(parse(job)).toBeInstanceOf(Object);
  const options = [...page.matchAll(/cdk8s-blueprints plan [^\n]*/g)].flatMap(
    ([line]) => line.match(/ --[a-z-]+/g) ?? [],
  );
  expect(options.length).toBeGreaterThan(3);
  for (const option of options) expect(plan.usage).toContain(option.trim());
});
