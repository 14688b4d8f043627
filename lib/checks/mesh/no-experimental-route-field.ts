import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';

/** Routes use the fields that the installed definitions of the Gateway API have. */
export const noExperimentalRouteField: Check = {
  id: 'no-experimental-route-field',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server prunes fields of the experimental channel where the standard channel is installed: retries and stickiness are silently gone. Some kinds of old versions are not served at all.',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`),
  run: function* ({ manifest }, { cluster }) {
    if (cluster.gatewayApi?.channel !== 'standard') return;
    for (const rule of Field.root(manifest).at('spec', 'rules').items()) {
      yield* experimental(rule.at('retry'));
      yield* experimental(rule.at('sessionPersistence'));
      for (const holder of [rule, ...rule.at('backendRefs').items()]) {
        for (const filter of holder.at('filters').items()) yield* experimental(filter.at('externalAuth'));
      }
    }
  },
};

function* experimental(field: Field): Iterable<Problem> {
  if (field.isSet)
    yield forbidden(field, 'is in the experimental channel only', 'install the experimental channel, or remove it');
}
