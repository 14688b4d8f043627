import { servicePortsOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** Values of `appProtocol` that mean HTTP to others, and nothing to Linkerd. */
const meantAsHttp = ['grpc', 'grpc-web', 'h2c', 'http2'];

/** A Service port that speaks HTTP/2 or gRPC says so in a way that Linkerd knows. */
export const noLinkerdOpaqueAppProtocol: Check = {
  id: 'no-linkerd-opaque-app-protocol',
  severity: 'warning',
  profile: 'baseline',
  why: 'Linkerd passes a port with an appProtocol that it does not know through as opaque TCP: all requests of a connection go to one pod, and routes, retries and timeouts do nothing.',
  kinds: ['Service'],
  run: function* ({ manifest }, { cluster: { mesh } }) {
    if (mesh?.product !== 'linkerd') return;
    for (const { field } of servicePortsOf(manifest)) {
      const protocol = field.at('appProtocol');
      if (protocol.text === undefined || !meantAsHttp.includes(protocol.text.toLowerCase())) continue;
      yield invalid(
        protocol,
        'Linkerd treats the port as opaque TCP',
        'use kubernetes.io/h2c; for gRPC with a GRPCRoute, leave appProtocol out',
      );
    }
  },
};
