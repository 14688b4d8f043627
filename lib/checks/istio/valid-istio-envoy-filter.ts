import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { envoyPatchProblems } from './rules/envoy-patch';
import { selectorProblems } from './rules/label';
import { widthProblems } from './rules/limit';

/** What Istio replaces as a whole, listener filters since 1.24. */
const replaced = ['HTTP_FILTER', 'LISTENER_FILTER', 'NETWORK_FILTER', 'VIRTUAL_HOST'];
const relative = ['INSERT_BEFORE', 'INSERT_AFTER', 'INSERT_FIRST'];

/** Patches of an EnvoyFilter use operations that Istio applies to what they patch, in an order that is said. */
export const validIstioEnvoyFilter: Check = {
  id: 'valid-istio-envoy-filter',
  severity: 'error',
  profile: 'baseline',
  why: 'Istio ignores the patch, or applies it before or after others by chance.',
  kinds: ['networking.istio.io/EnvoyFilter'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* selectorProblems(spec.at('workloadSelector'), 'labels');
    yield* widthProblems(spec.at('priority'));
    for (const patch of spec.at('configPatches').items()) {
      yield* envoyPatchProblems(patch);
      const applyTo = patch.at('applyTo').text ?? '';
      const operation = patch.at('patch', 'operation');
      yield* operationProblems(operation, applyTo);
      if (relative.includes(operation.text ?? '') && !spec.at('priority').isSet) {
        const proxies = patch.at('match', 'proxy', 'proxyVersion').isSet ? ' of each proxy version' : '';
        const problem = required(
          spec.at('priority'),
          `a relative patch depends on the order of the filters${proxies}`,
          'set a priority',
        );
        yield { ...problem, severity: 'warning' };
      }
    }
  },
};

function* operationProblems(operation: Field, applyTo: string): Iterable<Problem> {
  const text = operation.text ?? '';
  if (text === 'REPLACE' && !replaced.includes(applyTo)) {
    yield invalid(
      operation,
      `is ignored for ${applyTo}: only ${replaced.join(', ')} can be replaced`,
      'use MERGE, or REMOVE and ADD',
    );
  }
  if ((text === 'ADD' || text === 'REMOVE') && applyTo === 'ROUTE_CONFIGURATION') {
    yield invalid(operation, `is ignored for ${applyTo}`, 'use MERGE, or patch VIRTUAL_HOST');
  }
}
