import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import { notFound } from '../field-error';
import { findHost, fullHost, serviceOfHost } from './mesh-hosts';
import { rootNamespaceOf } from './root-namespace';
import { destinationsOf } from './virtual-service-routes';

/** Hosts that requests are routed to, or that rules are for, are Services or ServiceEntries. */
export const noIstioUnknownHost: Check = {
  id: 'no-istio-unknown-host',
  severity: 'error',
  profile: 'baseline',
  why: 'Requests to a host that no Service and no ServiceEntry has are answered with 503; rules for it do nothing.',
  kinds: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule'],
  run: function* ({ manifest }, { manifests, cluster }) {
    const isRule = manifest.kind === 'DestinationRule';
    const hosts = isRule
      ? [Field.root(manifest).at('spec', 'host')]
      : destinationsOf(manifest).map((destination) => destination.at('host'));
    for (const field of hosts) {
      if (field.text === undefined || field.text === '' || field.text.includes('*')) continue;
      const host = fullHost(field.text, namespaceOf(manifest), cluster);
      if (findHost(manifests, host, cluster) !== undefined) continue;
      const service = serviceOfHost(host, cluster);
      const isExternal = cluster.externalObjects.some(
        ({ kind, name, namespace }) =>
          kind === 'Service' && name === service?.name && (namespace ?? service.namespace) === service.namespace,
      );
      if (isExternal) continue;
      const problem = notFound(
        field,
        service === undefined
          ? `add a ServiceEntry for ${host}`
          : `add the Service ${service.namespace}/${service.name}, or correct the host`,
      );
      const namespace = service?.namespace ?? namespaceOf(manifest);
      // Whoever installs Istio installs its control plane and gateways.
      const isKnowable = namespace !== rootNamespaceOf(cluster) && ownsNamespace(manifests, namespace);
      yield {
        ...problem,
        ...(isKnowable ? {} : { status: 'unproved' }),
        ...(isRule ? { severity: 'warning' } : {}),
      };
    }
  },
};
