import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { networkingGroup } from './istio-groups';
import { fullHost, serviceOfHost } from './mesh-hosts';
import { destinationsOf } from './virtual-service-routes';

/** A subset with a traffic policy of its own is one that a route names. */
export const noIstioInertSubset: Check = {
  id: 'no-istio-inert-subset',
  severity: 'warning',
  profile: 'baseline',
  why: 'The traffic policy of a subset takes effect only for requests that a route sends to the subset by name.',
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }, { manifests, cluster }) {
    const spec = Field.root(manifest).at('spec');
    const host = fullHost(spec.at('host').text ?? '', namespaceOf(manifest), cluster);
    for (const subset of spec.at('subsets').items()) {
      const name = subset.at('name').text ?? '';
      if (!subset.at('trafficPolicy').isSet || routedTo(manifests, host, cluster).has(name)) continue;
      yield forbidden(
        subset.at('trafficPolicy'),
        `no route names the subset ${name}`,
        'route to the subset, or move the policy to spec.trafficPolicy',
      );
    }
  },
};

/** The subsets of a host that some route names. */
function routedTo(manifests: ManifestSet, host: string, cluster: ClusterFacts): ReadonlySet<string> {
  const service = serviceOfHost(host, cluster);
  const short = service === undefined ? [] : (routes(manifests).get(`${service.namespace}/${service.name}`) ?? []);
  return new Set([...(routes(manifests).get(host) ?? []), ...short]);
}

/** Subsets by host as written: a full host, or `namespace/name` for a name without dots. */
const routes = perManifestSet((manifests) => {
  const subsets = new Map<string, Set<string>>();
  for (const { manifest } of manifests.ofKind(networkingGroup, 'VirtualService')) {
    for (const destination of destinationsOf(manifest)) {
      const host = destination.at('host').text ?? '';
      const key = host.includes('.') ? host : `${namespaceOf(manifest)}/${host}`;
      subsets.set(key, (subsets.get(key) ?? new Set()).add(destination.at('subset').text ?? ''));
    }
  }
  return subsets;
});
