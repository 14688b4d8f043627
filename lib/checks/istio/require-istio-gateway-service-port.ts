import { Field } from '../../manifest/objects/field';
import { matchesLabels, parseLabels } from '../../manifest/objects/label-selector';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { servicePortsOf } from '../../manifest/network/service-ports';
import { servicesSelecting } from '../../manifest/network/selecting-services';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** Each port of a Gateway is one that the Service in front of its pods sends to. */
export const requireIstioGatewayServicePort: Check = {
  id: 'require-istio-gateway-service-port',
  severity: 'warning',
  profile: 'baseline',
  why: 'The proxy opens the port, and nobody outside of the cluster can reach it.',
  kinds: ['networking.istio.io/Gateway'],
  run: function* ({ manifest }, { manifests }) {
    const spec = Field.root(manifest).at('spec');
    const wanted = parseLabels(spec.at('selector').value);
    if (wanted === undefined) return;
    const pods = manifests.outlines.pods().filter(({ labels }) => matchesLabels(wanted, labels));
    const services = pods.flatMap((pod) => servicesSelecting(manifests, pod.owner));
    const [first] = services;
    if (first === undefined) return;
    const open = services.flatMap((service) =>
      servicePortsOf(service.manifest).flatMap(({ port, targetPort }) => [port, targetPort]),
    );
    for (const server of spec.at('servers').items()) {
      const port = server.at('port', 'number');
      if (port.number === undefined || open.includes(port.number)) continue;
      yield invalid(
        port,
        `${formatIdentity(identityOf(first.manifest))} has no such port`,
        'add it to the Service of the gateway',
      );
    }
  },
};
