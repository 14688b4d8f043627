import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import * as library from '../../lib';

const folder = join(__dirname, '../../lib/workload');
const blueprints = readdirSync(folder)
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .filter((text) => /\bdeclarePods\(this\b/.test(text))
  .flatMap((text) => /export class (\w+) extends Construct/.exec(text)?.[1] ?? []);
const suites = readFileSync(join(__dirname, 'blueprint-snapshots.test.ts'), 'utf8');
const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const exported = new Map<string, unknown>(Object.entries(library));

test('every controller that pods can have is that of some blueprint', () => {
  expect(blueprints).toEqual(expect.arrayContaining(['BatchJob', 'NodeAgent', 'ScheduledJob', 'WebService', 'Worker']));
});

describe.each(blueprints)('the blueprint %s', (name) => {
  test('is a construct that users can import', () => {
    const blueprint = exported.get(name);
    expect(typeof blueprint === 'function' && blueprint.prototype instanceof Construct).toBe(true);
  });

  test('has a suite for every Kubernetes version', () => {
    expect(new RegExp(`describeBlueprint\\(\\s*'${name}',`).test(suites)).toBe(true);
  });

  test('stands in the table of the README', () => {
    expect(readme).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm'));
  });
});
