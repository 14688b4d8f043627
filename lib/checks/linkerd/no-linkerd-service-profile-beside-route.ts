import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { linkerdParentsOf, routeKinds } from './route-parents';

/** A Service is routed by Gateway API routes or by a ServiceProfile, not by both. */
export const noLinkerdServiceProfileBesideRoute: Check = {
  id: 'no-linkerd-service-profile-beside-route',
  severity: 'error',
  profile: 'baseline',
  why: 'A ServiceProfile with routes silently overrides the HTTPRoutes of its Service, and with them splits, retries, timeouts and circuit breaking.',
  kinds: ['linkerd.io/ServiceProfile'],
  run: function* (object, { manifests }) {
    const host = object.manifest.metadata.name ?? '';
    const [name = '', namespace = ''] = typeof host === 'string' ? host.split('.') : [];
    const route = routesByService(manifests).get(`${namespace}/${name}`);
    if (route === undefined) return;
    yield forbidden(
      Field.root(object.manifest).at('metadata', 'name'),
      `${formatIdentity(identityOf(route.manifest))} routes this Service`,
      'remove the ServiceProfile, and say retries and timeouts in annotations of the route',
    );
  },
};

const routesByService = perManifestSet((manifests) => {
  const routes = new Map<string, LocatedManifest>();
  for (const routeKind of routeKinds) {
    const [group = '', kind = ''] = routeKind.split('/');
    for (const route of manifests.ofKind(group, kind)) {
      for (const { field, kind: parent } of linkerdParentsOf(route.manifest)) {
        if (parent !== '/Service') continue;
        const namespace = field.at('namespace').text ?? namespaceOf(route.manifest);
        routes.set(`${namespace}/${field.at('name').text ?? ''}`, route);
      }
    }
  }
  return routes;
});
