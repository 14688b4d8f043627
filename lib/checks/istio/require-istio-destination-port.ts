import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import { findHost, fullHost } from './mesh-hosts';
import { destinationsOf } from './virtual-service-routes';

/** A route to a host of several ports names one that the host has. */
export const requireIstioDestinationPort: Check = {
  id: 'require-istio-destination-port',
  severity: 'error',
  profile: 'baseline',
  why: 'Without the port, Istio cannot tell where the requests go, and answers them with 503.',
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }, { manifests, cluster }) {
    for (const destination of destinationsOf(manifest)) {
      const host = findHost(
        manifests,
        fullHost(destination.at('host').text ?? '', namespaceOf(manifest), cluster),
        cluster,
      );
      if (host === undefined) continue;
      const ports = Field.root(host.manifest)
        .at('spec', 'ports')
        .items()
        .flatMap((port) => port.at('port').number ?? port.at('number').number ?? []);
      const port = destination.at('port', 'number');
      if (port.number === undefined && ports.length > 1) {
        yield required(port, `${destination.at('host').text} has the ports ${ports.join(', ')}`, 'name one of them');
      } else if (port.number !== undefined && ports.length > 0 && !ports.includes(port.number)) {
        yield invalid(port, `${destination.at('host').text} has the ports ${ports.join(', ')}`, 'name one of them');
      }
    }
  },
};
