import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check, CheckContext } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { countOf } from './analysis/count';
import { placeholderIn } from './analysis/placeholders';
import { templatesOf } from './analysis/templates';
import { analysesOf, type AskedAnalysis } from './rollout/analyses';

/** The templates of an analysis that a Rollout asks for are there, fit together, and get every argument. */
export const requireAnalysisTemplate: Check = {
  id: 'require-analysis-template',
  severity: 'error',
  profile: 'baseline',
  why:
    'The controller calls the Rollout invalid and does nothing more: its pods stay at the version that they have. An ' +
    'analysis without an end would hold a step back for ever.',
  kinds: ['argoproj.io/Rollout'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    for (const asked of analysesOf(spec)) yield* analysisFlaws(asked, namespaceOf(manifest), context);
  },
};

function* analysisFlaws(asked: AskedAnalysis, namespace: string, context: CheckContext): Iterable<Problem> {
  const { analysis, isBackground } = asked;
  const { templates, missing } = templatesOf(analysis.at('templates'), namespace, context);
  for (const { field, identity } of missing) yield* requireObject(field, identity, context);
  if (missing.length > 0) return;
  const list = analysis.at('templates');
  const metrics = templates.flatMap((template) => template.at('spec', 'metrics').items());
  for (const name of twice(metrics.map((metric) => metric.at('name').text ?? '')))
    yield invalid(list, `two metrics are called ${name}`, 'rename one of them', name);
  yield* dryRunFlaws(analysis, templates);
  yield* argumentFlaws(analysis, templates);
  if (isBackground) return;
  for (const template of templates) yield* endlessFlaws(list, template);
}

function* dryRunFlaws(analysis: Field, templates: readonly Field[]): Iterable<Problem> {
  for (const key of ['dryRun', 'measurementRetention']) {
    const rules = [analysis.at(key), ...templates.map((template) => template.at('spec', key))];
    const names = rules.flatMap((each) => each.items()).map((rule) => rule.at('metricName').text ?? '');
    const field = analysis.at(key).isSet ? analysis.at(key) : analysis.at('templates');
    for (const name of twice(names)) yield invalid(field, `two rules of ${key} name ${name}`, 'say it once', name);
  }
}

/** Every argument that a template leaves open is given, and templates that have one in common agree about it. */
function* argumentFlaws(analysis: Field, templates: readonly Field[]): Iterable<Problem> {
  const given = analysis
    .at('args')
    .items()
    .map((arg) => arg.at('name').text ?? '');
  const values = new Map<string, string | undefined>();
  const open = new Set<string>();
  for (const arg of templates.flatMap((template) => template.at('spec', 'args').items())) {
    const name = arg.at('name').text ?? '';
    const { text: value } = arg.at('value');
    const known = values.get(name);
    if (known !== undefined && value !== undefined && known !== value)
      yield invalid(analysis.at('templates'), `templates say ${known} and ${value} for ${name}`, 'agree on one', name);
    values.set(name, known ?? value);
    if (value !== undefined || arg.at('valueFrom').isSet) open.delete(name);
    else if (known === undefined && !given.includes(name)) open.add(name);
  }
  for (const name of open)
    yield required(analysis.at('args'), `a template asks for ${name}`, `add { name: ${name}, value: … }`);
}

/** One of the metrics is measured for ever, and what waits for it would, too. */
function* endlessFlaws(list: Field, template: Field): Iterable<Problem> {
  const defaults = new Map(
    template
      .at('spec', 'args')
      .items()
      .map((arg) => [`args.${arg.at('name').text ?? ''}`, arg.at('value').text]),
  );
  for (const metric of template.at('spec', 'metrics').items()) {
    if ((metric.at('interval').text ?? '') === '') continue;
    const count = metric.at('count');
    const name = placeholderIn(count);
    // The controller looks before it knows what a Rollout gives, with the template's own value alone.
    const amount = name === undefined ? countOf(count) : countOf(Field.at(count.path, defaults.get(name) ?? ''));
    if (amount !== 0) continue;
    yield invalid(
      list,
      `the metric ${metric.at('name').text ?? ''} is measured for ever`,
      'give it a count, as a number or by an argument that has a value in the template',
      template.at('metadata', 'name').value,
    );
  }
}

function twice(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) < index));
}
