import { Field } from '../../manifest/objects/field';
import { parseGoDuration } from '../../schema/structure/go-duration';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { routeMatchFlaws } from './canary/route-match';
import { weightFlaws } from './canary/weights';

/** A Canary is one that Flagger can advance, and its measurements can fail as well as succeed. */
export const validCanary: Check = {
  id: 'valid-canary',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server takes the object. Flagger then repeats one event: the new version is never promoted, is taken back ' +
    'whatever it does, or is promoted unmeasured.',
  kinds: ['flagger.app/Canary'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const provider = spec.at('provider').text;
    const analysis = spec.at('analysis').isSet ? spec.at('analysis') : spec.at('canaryAnalysis');
    yield* serviceFlaws(spec.at('service'), provider);
    if (provider?.startsWith('gatewayapi') === true) {
      const matches = [...spec.at('service', 'match').items(), ...analysis.at('match').items()];
      for (const match of matches) yield* routeMatchFlaws(match);
    }
    if (!analysis.isSet) return;
    yield* intervalFlaw(analysis.at('interval'));
    yield* weightFlaws(analysis, provider);
    for (const metric of analysis.at('metrics').items()) yield* metricFlaws(metric);
  },
};

function* serviceFlaws(service: Field, provider: string | undefined): Iterable<Problem> {
  const references = service.at('gatewayRefs');
  if (provider?.startsWith('gatewayapi') === true && references.items().length === 0)
    yield required(
      references,
      'routes of the Gateway API have parents',
      "name a Gateway, or the Service itself in a mesh: { group: '', kind: Service, name: … }",
    );
  if (service.at('delegation').boolean !== true || (provider ?? 'istio') !== 'istio') return;
  for (const part of [service.at('hosts'), service.at('gateways')])
    if (part.items().length > 0)
      yield forbidden(part, 'a VirtualService that others delegate to has none', 'leave it out, or delegation');
}

const shortest = 10_000_000_000n;

function* intervalFlaw(interval: Field): Iterable<Problem> {
  if (interval.text === undefined || interval.text === '') return;
  const nanos = parseGoDuration(interval.text);
  if (nanos === undefined) yield invalid(interval, 'no duration: Flagger takes 1m for it', 'write such as 30s or 1m');
  else if (nanos < shortest)
    yield {
      ...invalid(interval, 'Flagger looks every 10 seconds at most', 'write 10s or more'),
      severity: 'warning',
    };
}

/** What Flagger can ask by itself. */
const builtIn = ['request-success-rate', 'request-duration'];

function* metricFlaws(metric: Field): Iterable<Problem> {
  const [name, range, threshold] = [metric.at('name'), metric.at('thresholdRange'), metric.at('threshold')];
  if (!metric.at('templateRef').isSet && !builtIn.includes(name.text ?? ''))
    yield required(
      metric.at('templateRef'),
      `only ${builtIn.join(' and ')} need none`,
      'write the query in a MetricTemplate, and name that',
    );
  if (!range.isSet && !threshold.isSet)
    yield required(range, 'a measurement is good within some range', 'say min, max or both');
  else if (range.isSet && !range.at('min').isSet && !range.at('max').isSet)
    yield required(range, 'min or max: without them, any measurement is good', 'say min, max or both');
}
