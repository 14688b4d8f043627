import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../lib/checks/check';
import { runChecks } from '../../lib/checks/run-checks';
import { formatText } from '../../lib/report/format-text';
import { mergeResults } from '../../lib/report/report';
import { readFixture, whyOf } from './fixture';

/** The pages of `docs/checks/` by file name, made from the checks and from the fixtures that they are tested with. */
export function documentation(checks: readonly Check[]): ReadonlyMap<string, string> {
  const pages = new Map([['README.md', index(checks)]]);
  for (const check of checks) pages.set(`${check.id}.md`, page(check));
  return pages;
}

function index(checks: readonly Check[]): string {
  const rows = checks.map(
    ({ id, severity, profile, why }) => `| [${id}](${id}.md) | ${severity} | ${profile} | ${cell(why)} |\n`,
  );
  return `# Checks

Every check that a tree goes through, with the smallest profile that runs it: \`production\` has every check of
\`baseline\`, \`strict\` has every check of \`production\`. The pages are made by \`npm run docs\`.

| Check | Severity | Profile | Why |
|---|---|---|---|
${rows.join('')}
## What cannot be read

| Finding | Severity | Why |
|---|---|---|
| valid-yaml | error | What is no YAML, no UTF-8, nested too deep or too large is read by nobody, kubectl included. |
| unique-key | error | Of two equal keys the API server keeps the last, or refuses the object where it is strict. |
| valid-manifest | error | A document without apiVersion, kind and metadata is no object of a cluster. Files of Helm and kustomize are named as not checked. |

## Accepting a finding for now

A suppression names the check, the objects, a reason, and the day on which somebody looks at it again. It is given in
code (\`suppressions\`), in a file (\`check --cluster-facts\`), or on the object:

\`\`\`yaml
metadata:
  annotations:
    cdk8s-blueprints.dev/suppress.require-service-pods: "an operator makes the pods; expires 2027-01-31"
\`\`\`

| Finding | Severity | Why |
|---|---|---|
| valid-suppression | error | Without a reason and a day, or for an unknown check, it accepts nothing. From its day on, it is a warning. |
| no-unused-suppression | warning | It covers nothing that the check still finds, and would hide the next finding. |
`;
}

function page(check: Check): string {
  const { id, severity, profile, why, kinds, assumptions = [] } = check;
  return [
    `# ${id}\n\n${why}\n`,
    `| Severity | Profile | Visits |\n|---|---|---|\n| ${severity} | ${profile} | ${kinds.map((kind) => (kind === '*' ? 'every object' : `\`${kind}\``)).join(', ')} |\n`,
    assumptions.length === 0 ? '' : `Takes for granted:\n\n${assumptions.map((one) => `- ${one}\n`).join('')}`,
    example(check, 'fail', 'Found'),
    example(check, 'pass', 'Not found'),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The shortest fixture says most; what is said about it is what the check says, not what somebody wrote down. */
function example(check: Check, kind: 'fail' | 'pass', title: string): string {
  const folder = join(__dirname, check.id);
  const [shortest] = readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}.`))
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }))
    .sort((left, right) => left.text.length - right.text.length || (left.file < right.file ? -1 : 1));
  if (shortest === undefined) throw new Error(`${folder} has no ${kind}.<why>.yaml`);
  const yaml = shortest.text.replaceAll(/^# expect.*\n/gm, '').trim();
  const heading = `## ${title}: ${whyOf(shortest.file)}\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`;
  return kind === 'pass' ? heading : `${heading}\n\`\`\`text\n${said(check, shortest.file)}\n\`\`\`\n`;
}

function said(check: Check, file: string): string {
  const { expected: _, ...fixture } = readFixture(file, check);
  const results = runChecks({ ...fixture, checks: [check], profile: 'strict' });
  const report = mergeResults([results]);
  return formatText(report, { verbose: true }).split('\n').slice(0, -2).join('\n').trim();
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
