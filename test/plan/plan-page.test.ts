import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { plan } from '../../lib/cli/commands/plan';
import { verify } from '../../lib/cli/commands/verify';
import { planFormats } from '../../lib/report/plan/plan-formats';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';

const page = readFileSync('docs/plan.md', 'utf8');
const jobs = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text) as JsonValue);

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Every command of ours in the jobs, with its name and options. */
const calls = jobs
  .flatMap(textsIn)
  .flatMap((text) =>
    [...text.matchAll(/npx cdk8s-blueprints (\S+)([^\n>|]*)/g)].map(([, name = '', rest = '']) => ({ name, rest })),
  );

test('the jobs for GitHub and GitLab are YAML, and verify and plan are in both', () => {
  expect(jobs).toHaveLength(2);
  expect(jobs.map((job) => textsIn(job).some((text) => text.includes('cdk8s-blueprints verify')))).toEqual([
    true,
    true,
  ]);
  expect(jobs.map((job) => textsIn(job).some((text) => text.includes('cdk8s-blueprints plan')))).toEqual([true, true]);
});

test('they use commands, options and formats that there are', () => {
  expect(calls.length).toBeGreaterThanOrEqual(5);
  const known: Readonly<Record<string, { readonly usage: string }>> = { plan, verify };
  for (const { name, rest } of calls) {
    const usage = known[name]?.usage ?? '';
    expect(usage).toContain(`cdk8s-blueprints ${name}`);
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(usage).toContain(option);
    const [, format] = /--output (\w+)/.exec(rest) ?? [];
    expect(format === undefined || planFormats.some((each) => each.name === format)).toBe(true);
  }
});

test('they fail for dangerous changes and errors alone', () => {
  for (const job of jobs) expect(textsIn(job).join('\n')).toContain('[ "$code" -le 1 ] || exit "$code"');
});
