import { Field } from '../../manifest/objects/field';
import { istioLabels } from '../../products/istio';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** A namespace says once how its pods join the mesh. */
export const uniqueIstioInjectionLabel: Check = {
  id: 'unique-istio-injection-label',
  severity: 'warning',
  profile: 'baseline',
  why: 'With both labels, istio-injection wins and the revision is ignored, so that an upgrade by revision changes nothing. A sidecar in an ambient namespace goes past its waypoints.',
  kinds: ['Namespace'],
  run: function* ({ manifest }) {
    const labels = Field.root(manifest).at('metadata', 'labels');
    const [injection, revision, mode] = [istioLabels.injection, istioLabels.revision, istioLabels.dataplaneMode].map(
      (name) => labels.entry(name),
    );
    if (injection?.isSet === true && revision?.isSet === true)
      yield forbidden(revision, 'istio-injection is set as well, and wins', 'keep one of the two labels');
    if (mode?.text === 'ambient' && revision?.isSet === true && injection?.isSet !== true) {
      const rule = `${istioLabels.dataplaneMode} is ambient as well: the webhook of the revision puts sidecars into the pods`;
      yield forbidden(revision, rule, 'keep one of the two labels; a waypoint takes the revision on its Gateway');
    }
    if (mode?.text === 'ambient' && injection?.text === 'enabled')
      yield forbidden(mode, 'pods of this namespace get sidecars', 'remove istio-injection, or this label');
  },
};
