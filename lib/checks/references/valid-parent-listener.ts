import type { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import { listenersOf, refusalOf } from '../../manifest/network/gateway-listeners';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity } from '../../manifest/objects/object-identity';
import { gatewayGroup, parentsOf, routeKinds } from '../../manifest/network/routes';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** Some listener of the Gateway that a route attaches to takes the route: its kind, its namespace and one of its hosts. */
export const validParentListener: Check = {
  id: 'valid-parent-listener',
  severity: 'error',
  profile: 'baseline',
  why: 'A route that no listener accepts is never programmed: its hosts answer as if there were no route.',
  assumptions: ['the labels of namespaces that are not in the tree are unknown, except for their name'],
  kinds: routeKinds,
  run: function* ({ manifest }, { manifests }) {
    for (const { field, target } of parentsOf(manifest)) {
      if (target.group !== gatewayGroup || target.kind !== 'Gateway') continue;
      const gateway = findObject(manifests, target)?.manifest;
      if (gateway === undefined) continue;
      const refusals = refusalsOf(field, gateway, manifest, manifests);
      if (refusals === undefined) continue;
      yield {
        path: field.path,
        message: `Invalid value: ${formatIdentity(target)} takes the route at no listener: ${listNames(refusals)}`,
        fix: 'change allowedRoutes or hostname of the listener, or the hostnames or the parentRef of the route',
      };
    }
  },
};

/** Why each listener that a parentRef means refuses a route; undefined where one takes it, or where it means none. */
function refusalsOf(
  parent: Field,
  gateway: Manifest,
  route: Manifest,
  manifests: ManifestSet,
): readonly string[] | undefined {
  const section = parent.at('sectionName').text;
  const port = parent.at('port').number;
  const refusals: string[] = [];
  for (const listener of listenersOf(gateway)) {
    if (listener.name !== (section ?? listener.name) || listener.port !== (port ?? listener.port)) continue;
    const refusal = refusalOf(listener, gateway, route, manifests);
    if (refusal === undefined) return undefined;
    refusals.push(`${listener.name} ${refusal}`);
  }
  return refusals.length === 0 ? undefined : refusals;
}
