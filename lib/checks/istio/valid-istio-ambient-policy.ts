import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import { istioLabels } from '../../products/istio';
import type { Check, CheckContext } from '../check';
import { forbidden, invalid } from '../field-error';
import { actionOf, httpAttributesOf } from './authorization-rule';

/** In ambient mode, what needs to see requests is enforced by a waypoint, and names the Service behind it. */
export const validIstioAmbientPolicy: Check = {
  id: 'valid-istio-ambient-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'The proxy of the node sees connections, not requests: it drops such rules from a policy, so that an ALLOW allows nobody. A policy for a Service without a waypoint is not enforced at all.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, context) {
    if (context.cluster.mesh?.product !== 'istio' || context.cluster.mesh.mode !== 'ambient') return;
    const spec = Field.root(manifest).at('spec');
    const targets = spec.at('targetRefs').items();
    const action = actionOf(manifest);
    if (targets.length === 0) {
      if (action === 'CUSTOM' || action === 'AUDIT') {
        yield forbidden(
          spec.at('action'),
          'needs a waypoint',
          'name the Service under targetRefs, and give it a waypoint',
        );
      }
      for (const attribute of spec.at('rules').items().flatMap(httpAttributesOf)) {
        yield forbidden(
          attribute,
          'needs a waypoint: no request is seen without one',
          'name the Service under targetRefs instead of a selector, and give it a waypoint',
        );
      }
    }
    for (const target of targets) {
      const name = target.at('name').text ?? '';
      if ((target.at('group').text ?? '') !== '' || target.at('kind').text !== 'Service') continue;
      if (!hasWaypoint(name, namespaceOf(manifest), context)) {
        yield invalid(
          target.at('name'),
          'this Service has no waypoint, so that the policy is not enforced',
          'label the Service or its namespace istio.io/use-waypoint',
        );
      }
    }
  },
};

/** Whether the label of a Service, or else of its namespace, names a waypoint. A Service that is not in the tree is not judged. */
function hasWaypoint(name: string, namespace: string, { manifests }: CheckContext): boolean {
  const service = findObject(manifests, { group: '', kind: 'Service', namespace, name });
  if (service === undefined) return true;
  const home = manifests.get({ group: '', kind: 'Namespace', namespace: '', name: namespace });
  const [own, inherited] = [service, home].map(
    (object) => object && Field.root(object.manifest).at('metadata', 'labels').entry(istioLabels.useWaypoint).text,
  );
  const waypoint = own ?? inherited;
  return waypoint !== undefined && waypoint !== 'none';
}
