import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import type { Check } from '../check';
import { notFound } from '../field-error';
import { destinationRulesOf, fullHost, serviceOfHost } from './mesh-hosts';
import { destinationsOf } from './virtual-service-routes';

/** A subset that a VirtualService routes to is defined by a DestinationRule for its host. */
export const noIstioUnknownSubset: Check = {
  id: 'no-istio-unknown-subset',
  severity: 'error',
  profile: 'baseline',
  why: 'Requests to a subset that no DestinationRule defines are answered with 503.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }, { manifests, cluster }) {
    for (const destination of destinationsOf(manifest)) {
      const subset = destination.at('subset');
      if (subset.text === undefined || subset.text === '') continue;
      const host = fullHost(destination.at('host').text ?? '', namespaceOf(manifest), cluster);
      const defined = destinationRulesOf(manifests, host, cluster).flatMap((rule) =>
        Field.root(rule.manifest)
          .at('spec', 'subsets')
          .items()
          .map((item) => item.at('name').text),
      );
      if (defined.includes(subset.text)) continue;
      const problem = notFound(subset, `define it in a DestinationRule for ${host}`);
      const service = serviceOfHost(host, cluster);
      const namespace = service?.namespace ?? namespaceOf(manifest);
      // The rule of a Service that another tree has is often beside it.
      yield ownsNamespace(manifests, namespace) ? problem : { ...problem, status: 'unproved' };
    }
  },
};
