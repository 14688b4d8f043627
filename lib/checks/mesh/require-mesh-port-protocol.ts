import { namespaceOf } from '../../manifest/objects/find-object';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { servicePortsOf, serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { required } from '../field-error';
import { portProtocol } from '../../reach/mesh/istio/port-protocol';
import { isAmbient, isInjected } from './injection';

/** Ports whose servers speak first, so that looking at the traffic waits for bytes that never come. */
const serverFirst: Readonly<Record<number, string>> = {
  25: 'SMTP',
  110: 'POP3',
  143: 'IMAP',
  587: 'SMTP',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  6379: 'Redis',
  27017: 'MongoDB',
};
/** The ports that Linkerd takes for opaque by itself. */
const opaqueByDefault = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211];

/** Ports of Services in the mesh say what they speak. */
export const requireMeshPortProtocol: Check = {
  id: 'require-mesh-port-protocol',
  severity: 'warning',
  profile: 'baseline',
  why: 'Without a protocol the proxy has to guess from the first bytes: rules about requests do nothing when it guesses TCP, and connections to servers that speak first hang until it gives up.',
  kinds: ['Service'],
  run: function* ({ manifest }, { manifests, cluster: { mesh } }) {
    const selector = serviceSelectorOf(manifest);
    if (selector === undefined || mesh === undefined || mesh.product === 'consul') return;
    const pods = manifests.podsSelectedBy(namespaceOf(manifest), { matchLabels: selector });
    if (!pods.some((pod) => isInjected(pod, manifests, mesh) || isAmbient(pod, manifests, mesh))) return;
    for (const { field, port, targetPort } of servicePortsOf(manifest)) {
      if (portProtocol(field) !== 'detected') continue;
      // Whatever is said here, Linkerd does not look at the traffic.
      if (mesh.product === 'linkerd' && field.at('appProtocol').isSet) continue;
      const server = serverFirst[port] ?? (typeof targetPort === 'number' ? serverFirst[targetPort] : undefined);
      if (mesh.product === 'linkerd' && (server === undefined || opaqueByDefault.includes(port))) continue;
      if (server !== undefined)
        yield required(
          field.at('appProtocol'),
          `${server} servers speak first, which detection does not survive`,
          mesh.product === 'istio' ? 'set appProtocol to tcp' : 'list the port under config.linkerd.io/opaque-ports',
        );
      else
        yield {
          ...required(
            field.at('appProtocol'),
            `${formatIdentity(identityOf(manifest))} does not say what port ${port} speaks`,
            'set appProtocol, for instance to http, grpc or tcp',
          ),
          severity: 'info',
        };
    }
  },
};
