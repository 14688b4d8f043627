import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** In ambient mode, nothing is patched into proxies. */
export const noIstioEnvoyFilterInAmbient: Check = {
  id: 'no-istio-envoy-filter-in-ambient',
  severity: 'error',
  profile: 'baseline',
  why: 'Ambient mode has no sidecars, and its waypoints ignore EnvoyFilter and Sidecar: a limit or a scope that they hold is not enforced.',
  assumptions: ['gateways that are patched on purpose select their pods'],
  kinds: ['networking.istio.io/EnvoyFilter', 'networking.istio.io/Sidecar'],
  run: function* ({ manifest }, { cluster }) {
    if (cluster.mesh?.product !== 'istio' || cluster.mesh.mode !== 'ambient') return;
    const contexts = Field.root(manifest)
      .at('spec', 'configPatches')
      .items()
      .map((patch) => patch.at('match', 'context').text);
    if (contexts.length > 0 && contexts.every((context) => context === 'GATEWAY')) return;
    yield forbidden(
      Field.root(manifest).at('kind'),
      'has no effect in ambient mode',
      'use a TrafficExtension on a waypoint, or a policy of the Gateway API',
    );
  },
};
