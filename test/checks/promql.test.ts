import { parsePromql } from '../../lib/checks/monitoring/promql/parse-promql';
import { promqlFlaw } from '../../lib/checks/monitoring/promql/promql-flaw';
import { right, wrong } from '../conformance/rules/expressions';

function flawOf(expression: string): string | undefined {
  const parsed = parsePromql(expression);
  return parsed === undefined ? 'not read' : promqlFlaw(parsed);
}

test.each(right)('Prometheus takes %s', (expression) => {
  expect(flawOf(expression)).toBeUndefined();
});

test.each(wrong)('Prometheus does not take %s', (expression) => {
  expect(flawOf(expression)).toEqual(expect.any(String));
});

test('what is longer or nested deeper than anybody’s is not read, and ends soon', () => {
  const started = performance.now();
  for (const text of ['('.repeat(10_000), 'a+'.repeat(8000), '"'.repeat(16_000), 'a['.repeat(8000), 'x'.repeat(17_000)])
    flawOf(text);
  expect(flawOf('x'.repeat(17_000))).toBe('not read');
  expect(flawOf(`${'('.repeat(500)}up${')'.repeat(500)}`)).toBe('not read');
  expect(performance.now() - started).toBeLessThan(5000);
});
