import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, notFound, required } from '../field-error';
import type { Problem } from '../finding';

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
    if (spec.at('selector').isSet && spec.at('targetRefs').items().length > 0) {
      yield forbidden(spec.at('selector'), 'may not be set together with targetRefs', 'keep one of the two');
    }
    for (const section of ['tracing', 'accessLogging', 'metrics'].flatMap((name) => spec.at(name).items())) {
      yield* providerProblems(section.at('providers'), known);
    }
    for (const tracing of spec.at('tracing').items()) {
      const share = tracing.at('randomSamplingPercentage');
      if (share.number !== undefined && (share.number < 0 || share.number > 100)) {
        yield invalid(share, 'must be between 0 and 100', 'write a percentage');
      }
    }
  },
};

function* providerProblems(providers: Field, known: readonly string[] | undefined): Iterable<Problem> {
  if (providers.isSet && providers.items().length === 0) {
    yield required(providers, 'an empty list is ignored', 'name a provider, or leave the list out');
  }
  for (const provider of providers.items()) {
    const name = provider.at('name');
    if ((name.text ?? '') === '') yield required(name, '', 'name a provider');
    else if (known !== undefined && !known.includes(name.text ?? '')) {
      yield notFound(name, "add it to extensionProviders of the mesh, and of the cluster's facts");
    }
  }
}
