import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** In ambient mode, nothing is patched into proxies beside pods: there are none. A waypoint takes what names its Gateway. */
export const noIstioEnvoyFilterInAmbient: Check = {
  id: 'no-istio-envoy-filter-in-ambient',
  severity: 'error',
  profile: 'baseline',
  why: 'Ambient mode has no sidecars, and its waypoints ignore a Sidecar and an EnvoyFilter that does not name them in targetRefs: a limit or a scope that they hold is not enforced.',
  assumptions: ['gateways that are patched on purpose select their pods'],
  kinds: ['networking.istio.io/EnvoyFilter', 'networking.istio.io/Sidecar'],
  run: function* ({ manifest }, { cluster }) {
    if (cluster.mesh?.product !== 'istio' || cluster.mesh.mode !== 'ambient') return;
    const root = Field.root(manifest);
    if (manifest.kind === 'EnvoyFilter' && root.at('spec', 'targetRefs').items().length > 0) return;
    const contexts = root
      .at('spec', 'configPatches')
      .items()
      .map((patch) => patch.at('match', 'context').text);
    if (contexts.length > 0 && contexts.every((context) => context === 'GATEWAY')) return;
    yield forbidden(
      root.at('kind'),
      'has no effect in ambient mode',
      'name the Gateway of a waypoint in spec.targetRefs of an EnvoyFilter, or use a TrafficExtension there or a policy of the Gateway API',
    );
  },
};
