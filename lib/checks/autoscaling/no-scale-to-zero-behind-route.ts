import { appendTo } from '../../manifest/objects/append-to';
import { autoscalerOf } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityKey, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { backendsOf, routeKinds } from '../../manifest/network/routes';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import { horizontalKind, horizontalKinds } from '../../manifest/pods/autoscaler-kinds';
import type { Check } from '../check';
import { minimumOf } from './trigger-field';

/** What requests from outside are sent to does not scale to zero, where nothing holds the requests meanwhile. */
export const noScaleToZeroBehindRoute: Check = {
  id: 'no-scale-to-zero-behind-route',
  severity: 'warning',
  profile: 'production',
  why: 'While there are no Pods, every request is answered with 503: none of them is held until there are some.',
  assumptions: [
    'a trigger of type external or external-push is that of something which holds requests, such as KEDA’s HTTP add-on',
  ],
  kinds: horizontalKinds,
  run: function* (object, { manifests }) {
    const range = horizontalKind(object.manifest)?.range;
    if (range === undefined) return;
    const spec = Field.root(object.manifest).at('spec');
    const minimum = spec.at(range.minimum);
    if ((object.manifest.kind === 'ScaledObject' ? minimumOf(spec) : (minimum.number ?? range.defaultMinimum)) > 0)
      return;
    const triggers = spec.at('triggers').items();
    if (triggers.some((trigger) => (trigger.at('type').text ?? '').startsWith('external'))) return;
    const autoscaler = autoscalerOf(object);
    const target = autoscaler === undefined ? undefined : findObject(manifests, autoscaler.target);
    if (target === undefined) return;
    const route = servicesSelecting(manifests, target)
      .flatMap((service) => routesTo(manifests, service))
      .at(0);
    if (route === undefined) return;
    yield {
      path: minimum.path,
      message: `Invalid value: 0: ${formatIdentity(identityOf(route.manifest))} sends requests to ${formatIdentity(identityOf(target.manifest))}, and nobody holds them while it has no Pods`,
      fix: 'use 1, or put something before it that holds requests, such as KEDA’s HTTP add-on',
    };
  },
};

function routesTo(manifests: ManifestSet, { manifest }: LocatedManifest): readonly LocatedManifest[] {
  return byBackend(manifests).get(identityKey({ ...identityOf(manifest), namespace: namespaceOf(manifest) })) ?? [];
}

const byBackend = perManifestSet((manifests): ReadonlyMap<string, readonly LocatedManifest[]> => {
  const routes = new Map<string, LocatedManifest[]>();
  const add = (target: ObjectIdentity, route: LocatedManifest) => appendTo(routes, identityKey(target), route);
  for (const groupAndKind of routeKinds) {
    const [group = '', kind = ''] = groupAndKind.split('/');
    for (const route of manifests.ofKind(group, kind))
      for (const { target } of backendsOf(route.manifest)) add(target, route);
  }
  for (const ingress of manifests.ofKind('networking.k8s.io', 'Ingress'))
    for (const name of backendNames(ingress))
      add({ group: '', kind: 'Service', namespace: namespaceOf(ingress.manifest), name }, ingress);
  return routes;
});

function backendNames({ manifest }: LocatedManifest): readonly string[] {
  const spec = Field.root(manifest).at('spec');
  const paths = spec
    .at('rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
  return [spec.at('defaultBackend'), ...paths.map((path) => path.at('backend'))].flatMap(
    (backend) => backend.at('service', 'name').text ?? [],
  );
}
