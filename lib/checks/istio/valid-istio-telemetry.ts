import { Field } from '../../manifest/objects/field';
import { parseCel } from '../../schema/cel/syntax/parse-cel';
import type { Check } from '../check';
import { emptyText, forbidden, invalid, notFound, required } from '../field-error';
import type { Problem } from '../finding';
import { percentProblems } from './rules/percent';
import { targetProblems } from './rules/target';

/** A Telemetry names providers that the mesh has, and samples a share of the requests. */
export const validIstioTelemetry: Check = {
  id: 'valid-istio-telemetry',
  severity: 'error',
  profile: 'baseline',
  why: 'Proxies ignore what refers to no provider: no trace, log or metric arrives.',
  kinds: ['telemetry.istio.io/Telemetry'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    const known =
      cluster.mesh?.product === 'istio'
        ? [...cluster.mesh.extensionProviders, 'prometheus', 'envoy', 'stackdriver']
        : undefined;
    yield* targetProblems(spec);
    for (const section of ['tracing', 'accessLogging', 'metrics'].flatMap((name) => spec.at(name).items())) {
      yield* providerProblems(section.at('providers'), known);
    }
    for (const logging of spec.at('accessLogging').items()) yield* filterProblems(logging.at('filter'));
    for (const tracing of spec.at('tracing').items()) {
      yield* percentProblems(tracing.at('randomSamplingPercentage'));
      for (const [name, tag] of tracing.at('customTags').entries()) yield* tagProblems(name, tag);
    }
    for (const metrics of spec.at('metrics').items()) {
      for (const override of metrics.at('overrides').items()) yield* overrideProblems(override);
    }
  },
};

function* providerProblems(providers: Field, known: readonly string[] | undefined): Iterable<Problem> {
  if (providers.isSet && providers.items().length === 0) {
    yield {
      ...required(providers, 'an empty list is ignored', 'name a provider, or leave the list out'),
      severity: 'warning',
    };
  }
  for (const provider of providers.items()) {
    const name = provider.at('name');
    if ((name.text ?? '') === '') yield required(name, '', 'name a provider');
    else if (known !== undefined && !known.includes(name.text ?? '')) {
      yield notFound(name, "add it to extensionProviders of the mesh, and of the cluster's facts");
    }
  }
}

/** Which requests are logged: an expression of CEL. */
function* filterProblems(filter: Field): Iterable<Problem> {
  const expression = filter.at('expression');
  if (filter.isSet && !isCel(expression.text ?? '')) {
    yield invalid(
      expression,
      'is no expression of CEL',
      'write for instance response.code >= 500',
      expression.text ?? '',
    );
  }
}

function isCel(expression: string): boolean {
  try {
    parseCel(expression);
    return true;
  } catch {
    return false;
  }
}

/** What a tag of a trace is filled with: a text, a header or a variable, by a name that is not empty. */
function* tagProblems(name: string, tag: Field): Iterable<Problem> {
  if (name === '') yield required(tag, 'the name of the tag is empty', 'name the tag');
  for (const [kind, part] of [
    ['literal', 'value'],
    ['header', 'name'],
    ['environment', 'name'],
  ] as const) {
    const field = tag.at(kind, part);
    if (tag.at(kind).isSet && (field.text ?? '') === '') yield required(field, '', 'say what the tag is filled with');
  }
}

function* overrideProblems(override: Field): Iterable<Problem> {
  yield* emptyText(override.at('match', 'customMetric'), 'name the metric');
  for (const [, tag] of override.at('tagOverrides').entries()) {
    const value = tag.at('value');
    const isEmpty = (value.text ?? '') === '';
    const removes = tag.at('operation').text === 'REMOVE';
    if (removes && !isEmpty) yield forbidden(value, 'the tag is removed', 'remove the value, or the operation');
    if (!removes && isEmpty) yield required(value, 'the tag is set', 'say its value, or use REMOVE');
  }
}
