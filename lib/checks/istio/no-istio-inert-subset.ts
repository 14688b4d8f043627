import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/field';
import { namespaceOf } from '../../manifest/find-object';
import { perManifestSet } from '../../manifest/per-manifest-set';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { networkingGroup } from './istio-groups';
import { fullHost } from './mesh-hosts';
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
      if (!subset.at('trafficPolicy').isSet || routed(manifests).some((route) => route(cluster) === `${host} ${name}`))
        continue;
      yield forbidden(
        subset.at('trafficPolicy'),
        `no route names the subset ${name}`,
        'route to the subset, or move the policy to spec.trafficPolicy',
      );
    }
  },
};

const routed = perManifestSet((manifests) =>
  manifests.ofKind(networkingGroup, 'VirtualService').flatMap(({ manifest }) =>
    destinationsOf(manifest)
      .filter((destination) => destination.at('subset').isSet)
      .map((destination) => (cluster: ClusterFacts) => {
        const host = fullHost(destination.at('host').text ?? '', namespaceOf(manifest), cluster);
        return `${host} ${destination.at('subset').text ?? ''}`;
      }),
  ),
);
