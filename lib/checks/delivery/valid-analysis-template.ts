import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, notFound, required } from '../field-error';
import type { Problem } from '../finding';
import { metricFlaws } from './analysis/metric';
import { askedArguments } from './analysis/placeholders';

/** What the controller of Argo Rollouts asks of an analysis, and its schema does not. */
export const validAnalysisTemplate: Check = {
  id: 'valid-analysis-template',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server takes the template. Each run of it ends at once as Error, and an error aborts the canary: the new ' +
    'version is taken back, whatever its measurements would have been.',
  assumptions: ['conditions on measurements are not read'],
  kinds: ['argoproj.io/AnalysisRun', 'argoproj.io/AnalysisTemplate', 'argoproj.io/ClusterAnalysisTemplate'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const [metrics, args] = [spec.at('metrics').items(), spec.at('args').items()];
    if (metrics.length === 0 && spec.at('templates').items().length === 0)
      yield required(spec.at('metrics'), 'an analysis measures something', 'add a metric');
    yield* repeated(metrics, 'name');
    yield* repeated(spec.at('dryRun').items(), 'metricName');
    yield* repeated(spec.at('measurementRetention').items(), 'metricName');
    for (const arg of args)
      if (arg.at('value').isSet && arg.at('valueFrom').isSet)
        yield forbidden(arg.at('value'), 'valueFrom says what it is', 'leave value or valueFrom out');
    for (const metric of metrics) {
      yield* metricFlaws(metric);
      yield* argumentFlaws(metric, args);
    }
  },
};

function* repeated(items: readonly Field[], key: string): Iterable<Problem> {
  const names = items.map((item) => item.at(key).text ?? '');
  for (const [index, item] of items.entries())
    if (names.indexOf(names[index] ?? '') < index) yield duplicate(item.at(key), 'name each of them once');
}

/** What stands in double braces is an argument of the template. */
function* argumentFlaws(metric: Field, args: readonly Field[]): Iterable<Problem> {
  const known = args.map((arg) => `args.${arg.at('name').text ?? ''}`);
  for (const { field, name } of askedArguments(metric))
    if (name === undefined)
      yield { path: field.path, message: 'Invalid value: {{ is not closed', fix: 'close it with }}' };
    else if (!known.includes(name))
      yield notFound(
        Field.at(field.path, `{{${name}}}`),
        `declare the argument: args: [{ name: ${name.replace(/^args\./, '')} }]`,
      );
}
