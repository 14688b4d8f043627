import fc from 'fast-check';

/** What Prometheus takes. */
export const right = [
  'up',
  'up == 0',
  'up{job="a", instance!~"b.*"}',
  '{job="a"}',
  '{"metric.with.dots"}',
  '{a!=""}',
  '{a=~".+"}',
  '{a="", b!~".*"}',
  'rate(requests_total[5m])',
  'rate(requests_total[5m] offset 1h)',
  'max_over_time(rate(requests_total[5m])[1h:1m])',
  'sum by (code) (rate(requests_total[5m]))',
  'sum(rate(requests_total[5m])) by (code)',
  'topk(3, up)',
  'quantile(0.9, up)',
  'count_values("version", build_info)',
  'histogram_quantile(0.99, sum by (le) (rate(duration_bucket[5m])))',
  'a / on (job) group_left (team) b',
  'a and b unless c or d',
  'a > bool 1',
  '1 > bool 0',
  '-up',
  '- 1',
  'vector(1)',
  'scalar(up) * 2',
  'time() - last_seen > 3600',
  'label_replace(up, "a", "$1", "b", "(.*)")',
  'label_join(up, "a", ",", "b", "c")',
  'label_join(up, "a", ",")',
  'clamp(up, 0, 1)',
  'round(up)',
  'round(up, 5)',
  'hour()',
  'hour(up)',
  'absent(up{job="a"} == 1)',
  'up @ end()',
  'predict_linear(free_bytes[1h], 4 * 3600) < 0',
  'quantile_over_time(0.5, latency[5m])',
  '(up)',
  '1h',
  '0x1f + up',
  'NaN > bool up',
  'up{a=~`b|c`}',
  'sum without (instance) (up) ^ 2 % 3',
  'increase(requests_total[1h]) atan2 b',
];

/** What it refuses. */
export const wrong = [
  '',
  'up{',
  'up}',
  'sum(rate(requests_total[5m])',
  'rate(requests_total)',
  'rate(sum(requests_total)[5m])',
  'avg_over_time(rate(requests_total[5m]))',
  'sum(requests_total[5m])',
  'topk(up)',
  'topk(3)',
  'topk("3", up)',
  'quantile(up, up)',
  'count_values(1, up)',
  'abs(1)',
  'abs("a")',
  'abs(up, up)',
  'abs()',
  'vector(up)',
  'scalar(1)',
  'clamp(up, 0)',
  'clamp_max(up, up)',
  'histogram_quantile(up, 0.9)',
  'label_replace(up, "a", "$1", "b")',
  'label_join(up, "a")',
  'time(up)',
  'pi(1)',
  'no_such_function(up)',
  '1 > 0',
  '1 and 2',
  'up or 0',
  'up + "a"',
  '"a" + "b"',
  'up[5m] + up',
  '-"a"',
  '-up[5m]',
  'up{a=~"("}',
  'up{a=~"b(?=c)"}',
  '{}',
  '{a=""}',
  'up{__name__="up"}',
  'up{"metric.with.dots"}',
  '{a!="b"}',
  '{a=~".*"}',
  '{a!~"b"}',
  'up{} {}',
  'up offset',
  'up[5m',
  'up[]',
  '1[5m]',
  'sum(up)[5m]',
  'sum by code (up)',
  'by (a) up',
  'up == == 0',
  'up bool 1',
  'a on (b) c',
  'up; down',
  'up $ down',
  'up{a="b}',
];

/** The same with a word taken out, changed, or put in: wrong in ways that nobody thinks of. */
function mutants(count: number): readonly string[] {
  const known = [...right, ...wrong];
  const mutant = fc
    .record({
      expression: fc.constantFrom(...known),
      at: fc.nat(40),
      removed: fc.nat(1),
      added: fc.oneof(
        fc.constant([]),
        fc.constantFrom(...known.flatMap(wordsOf)).map((word) => [word]),
        fc.constantFrom(...right).map(wordsOf),
      ),
    })
    .map(({ expression, at, removed, added }) => {
      const words = [...wordsOf(expression)];
      words.splice(at % (words.length + 1), removed, ...added);
      return words.join(' ');
    });
  return fc.sample(mutant, { numRuns: count, seed: 7 });
}

function wordsOf(expression: string): readonly string[] {
  return expression.match(/"[^"]*"|`[^`]*`|[A-Za-z_:][\w:.]*|\d[\w.]*|[=!]~|[=!<>]=|\S/g) ?? [];
}

/** Which of its keywords may be the name of a metric, the grammar tells otherwise than the parser of Prometheus. */
const keyword = /\b(atan2|offset)\b/;

/** Expressions that Prometheus takes and others that it refuses. */
export const expressions: readonly string[] = [...right, ...wrong, ...mutants(3000)].filter(
  (expression) => expression !== '' && !(keyword.test(expression) && !right.includes(expression)),
);
