import type { Field } from '../../../manifest/objects/field';
import { parseGoDuration } from '../../../schema/structure/go-duration';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { parsePromql } from '../../monitoring/promql/parse-promql';
import { promqlFlaw } from '../../monitoring/promql/promql-flaw';
import { countOf } from './count';
import { hasPlaceholder } from './placeholders';

/** A metric is measured by one provider, as often as it says, and its limits can be met. */
export function* metricFlaws(metric: Field): Iterable<Problem> {
  yield* limitFlaws(metric);
  const interval = metric.at('interval');
  if ((countOf(metric.at('count')) ?? 0) > 1 && (interval.text ?? '') === '')
    yield required(interval, 'count asks for several measurements', 'say how long to wait between them, such as 1m');
  for (const field of [interval, metric.at('initialDelay')])
    if ((field.text ?? '') !== '' && !hasPlaceholder(field) && parseGoDuration(field.text ?? '') === undefined)
      yield invalid(field, 'must be a duration', 'write such as 30s or 5m');
  yield* providerFlaws(metric.at('provider'));
}

function* limitFlaws(metric: Field): Iterable<Problem> {
  const read = (name: string) => countOf(metric.at(name));
  const lowest = { consecutiveSuccessLimit: 0, failureLimit: -1, inconclusiveLimit: 0, consecutiveErrorLimit: 0 };
  for (const [name, least] of Object.entries(lowest))
    if ((read(name) ?? 0) < least)
      yield invalid(metric.at(name), `must be greater than or equal to ${least}`, `use ${least} or more`);
  const [count, failures, successes] = [read('count'), read('failureLimit'), read('consecutiveSuccessLimit')];
  if (failures === -1 && successes === 0)
    yield forbidden(
      metric.at('failureLimit'),
      'without consecutiveSuccessLimit, nothing would ever decide',
      'limit failures, or ask for a number of successes in a row',
    );
  if (count === undefined || count <= 0) return;
  const needed = Math.max(failures ?? 0, 0) + Math.max(successes ?? 0, 0);
  if (count < needed)
    yield invalid(
      metric.at('count'),
      `must be at least failureLimit and consecutiveSuccessLimit together, which is ${needed}`,
      'measure more often, or lower the limits',
    );
  if (count < (read('inconclusiveLimit') ?? 0))
    yield invalid(metric.at('count'), 'must be at least inconclusiveLimit', 'measure more often, or lower the limit');
}

const providers = [
  'cloudWatch',
  'datadog',
  'graphite',
  'influxdb',
  'job',
  'kayenta',
  'newRelic',
  'prometheus',
  'skywalking',
  'wavefront',
  'web',
];

function* providerFlaws(provider: Field): Iterable<Problem> {
  const plugins = provider.at('plugin').entries();
  const said = [...providers.filter((name) => provider.at(name).isSet), ...plugins.map(([name]) => `plugin ${name}`)];
  if (said.length === 0)
    yield required(provider, `one of ${providers.join(', ')}, plugin`, 'say what measures it, such as prometheus');
  if (said.length > 1)
    yield forbidden(provider, `one provider measures it, not ${said.join(' and ')}`, 'make a metric of each');
  yield* queryFlaw(provider.at('prometheus', 'query'));
}

function* queryFlaw(query: Field): Iterable<Problem> {
  // An argument in quotes is a value of a label, and any text will do; anywhere else it may be anything.
  const text = query.text?.replace(/"[^"{}]*(?:\{\{[^"{}]*\}\}[^"{}]*)+"/g, '"a"');
  if (text === undefined || text === '' || text.includes('{{')) return;
  const parsed = parsePromql(text);
  const flaw = parsed === undefined ? undefined : promqlFlaw(parsed);
  if (flaw !== undefined) yield invalid(query, flaw, 'try the query in Prometheus');
}
