import type { PodSecurityLevel } from '../../../lib/manifest/pods/pod-security-level';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import {
  podSecurityViolations,
  type PodSecurityVersion,
} from '../../../lib/checks/pod-security/pod-security-violations';
import { hasGo } from '../../control-plane/binaries/go-build';
import { podWithSecurityFields, type Pod } from './pod-with-security-fields';

interface Question {
  readonly level: PodSecurityLevel;
  readonly version: PodSecurityVersion;
  readonly pod: Pod;
}

const level = fc.constantFrom('privileged' as const, 'baseline' as const, 'restricted' as const);
const version = fc.oneof(
  fc.constant('latest' as const),
  fc.integer({ min: 0, max: 38 }).map((minor) => `v1.${minor}` as const),
);
const questions = fc.array(fc.record({ level, version, pod: podWithSecurityFields }), {
  minLength: 2000,
  maxLength: 2000,
});

const describeWithGo = hasGo() ? describe : describe.skip;
let oracle: string;

describeWithGo('the admission plugin of Pod Security', () => {
  beforeAll(() => {
    oracle = join(mkdtempSync(join(tmpdir(), 'pod-security-')), 'oracle');
    execFileSync('go', ['build', '-o', oracle, '.'], { cwd: join(__dirname, 'oracle'), timeout: 600_000 });
  }, 600_000);

  afterAll(() => rmSync(dirname(oracle), { recursive: true, force: true }));

  test('every verdict, in every version and at every level, is what the admission plugin says, word for word', () => {
    fc.assert(
      fc.property(questions, (asked) => {
        expect(asked.map(ourAnswer)).toEqual(answersOfThePlugin(asked));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);

  test('the pods of that comparison break every control, and some break none', () => {
    const [asked = []] = fc.sample(questions, 1);
    const controls = new Set(asked.flatMap((question) => violationsOf(question).map(({ control }) => control)));
    expect(controls.size).toBe(19);
    expect(
      asked.filter((question) => question.level === 'restricted' && violationsOf(question).length === 0),
    ).not.toEqual([]);
  });
});

function violationsOf({ level, version, pod }: Question) {
  return podSecurityViolations(level, version, pod.metadata, pod.spec);
}

function ourAnswer(question: Question): readonly string[] {
  return violationsOf(question).map(({ message }) => message);
}

function answersOfThePlugin(asked: readonly Question[]): readonly (readonly string[])[] {
  const input = asked.map((question) => `${JSON.stringify(question)}\n`).join('');
  const output = execFileSync(oracle, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}
