import { celEnv, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import fc from 'fast-check';
import { compileCel } from '../../../lib/schema/cel/compile-cel';
import { CelError } from '../../../lib/schema/cel/cel-error';
import { Scope } from '../../../lib/schema/cel/scope';

/** Integer, text, truth: expressions of the language itself, which another evaluator understands too. */
const { truth } = fc.letrec<{ int: string; text: string; list: string; truth: string }>((tie) => {
  const binary = (left: fc.Arbitrary<string>, operators: readonly string[]): fc.Arbitrary<string> =>
    fc.tuple(left, fc.constantFrom(...operators), left).map(([a, operator, b]) => `(${a} ${operator} ${b})`);
  return {
    int: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('0', '1', '2', '-1', '7', '9223372036854775807', '-9223372036854775808'),
      binary(tie('int'), ['+', '-', '*', '/', '%']),
      tie('text').map((text) => `size(${text})`),
      tie('list').map((list) => `${list}.size()`),
      fc.tuple(tie('truth'), tie('int'), tie('int')).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      fc.tuple(tie('list'), fc.constantFrom('0', '1', '5')).map(([list, index]) => `${list}[${index}]`),
    ),
    text: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('""', '"a"', "'abc'", '"Hello, World"', '"äöü😀"', 'r"\\d"', '"12"'),
      binary(tie('text'), ['+']),
      tie('text').map((text) => `${text}.lowerAscii()`),
      fc.tuple(tie('text'), fc.constantFrom('0', '1', '3')).map(([text, start]) => `${text}.substring(${start})`),
      tie('int').map((int) => `string(${int})`),
    ),
    list: fc.oneof(
      { maxDepth: 2 },
      fc.array(tie('int'), { minLength: 1, maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.tuple(tie('list'), tie('int')).map(([list, bound]) => `${list}.filter(x, x > ${bound})`),
      tie('list').map((list) => `${list}.map(x, x * 2)`),
      binary(tie('list'), ['+']),
    ),
    truth: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('true', 'false'),
      binary(tie('int'), ['<', '<=', '==', '!=']),
      binary(tie('text'), ['<', '==', '!=']),
      binary(tie('truth'), ['&&', '||', '==']),
      tie('truth').map((inner) => `!${inner}`),
      fc.tuple(tie('int'), tie('list')).map(([int, list]) => `(${int} in ${list})`),
      fc
        .tuple(tie('list'), fc.constantFrom('all', 'exists', 'exists_one'))
        .map(([list, macro]) => `${list}.${macro}(x, 4 / x > 1)`),
      fc
        .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text'))
        .map(([a, method, b]) => `${a}.${method}(${b})`),
      tie('text').map((text) => `${text}.matches("^[a-zA-Z]+$")`),
      tie('int').map((int) => `has({"a": ${int}}.a)`),
    ),
  };
});

test('another evaluator comes to the same verdict, or fails as well', () => {
  const verdicts = { true: 0, false: 0, error: 0 };
  fc.assert(
    fc.property(truth, (expression) => {
      const verdict = ours(expression);
      verdicts[`${verdict}`] += 1;
      expect([expression, verdict]).toEqual([expression, theirs(expression)]);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(...Object.values(verdicts))).toBeGreaterThan(5);
});

const environment = celEnv({ funcs: strings });

type Verdict = boolean | 'error';

function ours(expression: string): Verdict {
  try {
    return compileCel(expression, [])(Scope.of({})) === true;
  } catch (error) {
    if (error instanceof CelError) return 'error';
    throw error;
  }
}

function theirs(expression: string): Verdict {
  const result = plan(environment, parse(expression))({});
  return typeof result === 'boolean' ? result : 'error';
}
