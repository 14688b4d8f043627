import type { Field } from '../../../manifest/objects/field';

const http = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];
const tcp = ['tcp', 'https', 'tls', 'mongo', 'redis', 'mysql', 'udp'];

/** What Kubernetes calls protocols, by what Istio calls them. */
const ofKubernetes: Readonly<Record<string, string>> = {
  'kubernetes.io/h2c': 'http2',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'https',
};

/** Ports whose servers may speak first: SMTP, DNS, MySQL and MongoDB. What is sent to them is not looked at. */
const serverFirst = [25, 53, 3306, 27017];

/**
 * What the proxy of a server takes a port of a Service for: `appProtocol` decides, then the name, of either what is before the first
 * hyphen; else it looks at the traffic. Requests inside TLS are bytes to it.
 *
 * See `ConvertProtocol` in `pkg/config/kube/conversion.go` of Istio.
 */
export function portProtocol(port: Field): 'http' | 'tcp' | 'detected' {
  if (port.at('protocol').text === 'UDP') return 'tcp';
  const declared = port.at('appProtocol').text;
  const said = declared === undefined ? (port.at('name').text ?? '') : (ofKubernetes[declared] ?? declared);
  const found = listenerProtocol(said.toLowerCase().startsWith('grpc-web') ? 'grpc-web' : (said.split('-')[0] ?? ''));
  const { number } = port.at('port');
  return found === 'detected' && number !== undefined && serverFirst.includes(number) ? 'tcp' : found;
}

/** The same of a protocol as Istio writes it: `HTTP`, `GRPC-WEB`. */
export function listenerProtocol(protocol: string): 'http' | 'tcp' | 'detected' {
  const word = protocol.toLowerCase();
  if (http.includes(word)) return 'http';
  return tcp.includes(word) ? 'tcp' : 'detected';
}
