import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { linkerdParentsOf, routeKinds } from './route-parents';

/** A route for a Service is in the namespace of the Service. */
export const noLinkerdConsumerRoute: Check = {
  id: 'no-linkerd-consumer-route',
  severity: 'warning',
  profile: 'baseline',
  why: 'A route in another namespace than its Service applies to clients of that other namespace only; all others keep the default routing.',
  kinds: routeKinds,
  run: function* ({ manifest }, { cluster }) {
    if (cluster.mesh?.product !== 'linkerd') return;
    for (const { field, kind } of linkerdParentsOf(manifest)) {
      const namespace = field.at('namespace');
      if (kind !== '/Service' || namespace.text === undefined || namespace.text === namespaceOf(manifest)) continue;
      yield invalid(
        namespace,
        `the route applies only to clients in ${namespaceOf(manifest)}`,
        'move the route to the namespace of the Service, unless only those clients are meant',
      );
    }
  },
};
