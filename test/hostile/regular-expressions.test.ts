import { join } from 'node:path';
import { check } from 'recheck';
import { writtenExpressions } from './regular-expressions';

const library = join(__dirname, '../../lib');
const { expressions, unknown } = writtenExpressions(library, {
  matchesWhole: (pattern) => `^(?:${pattern})$`,
});

/** The judge comes as a program for most systems. It would ask Java first, which is slower. */
function preferTheProgram(): void {
  const system = { darwin: 'macos', linux: 'linux', win32: 'windows' }[process.platform as string] ?? process.platform;
  try {
    require.resolve(`recheck-${system}-${process.arch}/package.json`);
    process.env.RECHECK_BACKEND ??= 'native';
  } catch {
    // It is JavaScript then.
  }
}

beforeAll(preferTheProgram);

/** What makes an expression take more than linear time; undefined where nothing does. */
async function faultOf({ source, flags }: { source: string; flags: string }): Promise<string | undefined> {
  const judgement = await check(source, flags, { checker: 'automaton', timeout: 60_000, recallTimeout: -1 });
  switch (judgement.status) {
    case 'safe':
      return undefined;
    case 'vulnerable':
      return `${judgement.complexity.summary}, as for ${judgement.attack.pattern}`;
    case 'unknown':
      return `not understood: ${judgement.error.kind}`;
  }
}

describe('the judge', () => {
  test.each([
    ['(a+)+$', /^exponential, as for 'a'/],
    [',+$', /^2nd degree polynomial/],
    ['^(.*)-x(?:-.+)?$', /^2nd degree polynomial/],
  ])('finds the fault of %s', async (source, fault) => {
    expect(await faultOf({ source, flags: '' })).toMatch(fault);
  });

  test('finds none with an expression that reads each character once', async () => {
    expect(await faultOf({ source: '^[a-z]+$', flags: '' })).toBeUndefined();
  });
});

test('every regular expression of the library is read, those that are put together, too', () => {
  expect(expressions.length).toBeGreaterThan(300);
  // The one function that makes an expression of what it is given: its callers are read instead.
  expect(unknown.map((place) => place.replace(/:\d+$/, ''))).toEqual(['manifest/grammar/pattern-rule.ts']);
});

test('every regular expression of the library takes linear time, whatever text it is given', async () => {
  const problems: string[] = [];
  for (const expression of expressions) {
    const fault = await faultOf(expression);
    const { source, flags, places } = expression;
    if (fault !== undefined) problems.push(`/${source}/${flags} is ${fault}: ${places.join(', ')}`);
  }
  expect(problems).toEqual([]);
}, 180_000);
