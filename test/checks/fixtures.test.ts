import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { allChecks } from '../../lib/checks/all-checks';
import { visits } from '../../lib/checks/visits';
import { findingsOf, readFixture, whyOf, type ExpectedFinding } from './fixture';

const ids = allChecks.map(({ id }) => id);
const sources = readdirSync(join(__dirname, '../../lib/checks'), { encoding: 'utf8', recursive: true });

test('the checks are sorted by id, and no id stands twice', () => {
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('every folder with fixtures belongs to a check', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const withFixtures = folders.map(({ name }) => name).filter((name) => fixturesOf(name, /^(pass|fail)\./).length > 0);
  expect(withFixtures.sort()).toEqual(ids);
});

describe.each(allChecks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const passing = fixturesOf(id, /^pass\./);
  const failing = fixturesOf(id, /^fail\./);

  test('says in its id what it demands, and is in a file of that name', () => {
    expect(id).toMatch(/^((no|require|unique|valid)-[a-z0-9-]+|pod-security)$/);
    expect(sources.filter((file) => basename(file) === `${id}.ts`)).toHaveLength(1);
  });

  test('has a passing and a failing fixture', () => {
    expect(passing).not.toEqual([]);
    expect(failing).not.toEqual([]);
  });

  test.each(passing.map((file) => [whyOf(file), file]))('passes: %s', (_, file) => {
    const fixture = readFixture(file, check);
    expect(fixture.expected).toEqual([]);
    expect(findingsOf(check, fixture)).toEqual([]);
    expect(fixture.manifests.all.some(({ manifest }) => visits(check, manifest))).toBe(true);
  });

  test.each(failing.map((file) => [whyOf(file), file]))('fails: %s', (_, file) => {
    const fixture = readFixture(file, check);
    expect(fixture.expected).not.toEqual([]);
    expect(sorted(findingsOf(check, fixture))).toEqual(sorted(fixture.expected));
  });
});

function fixturesOf(id: string, name: RegExp): string[] {
  const folder = join(__dirname, id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => name.test(file) && file.endsWith('.yaml'))
    .map((file) => join(folder, file));
}

function sorted(findings: readonly ExpectedFinding[]): readonly string[] {
  return findings
    .map(({ object, status, severity, path, message }) => `${object} | ${status} ${severity} | ${path}: ${message}`)
    .sort();
}
