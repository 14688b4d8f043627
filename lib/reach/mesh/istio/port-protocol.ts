import type { Field } from '../../../manifest/objects/field';

const http = [
  'http',
  'http2',
  'https',
  'grpc',
  'grpc-web',
  'grpcweb',
  'h2c',
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
  'kubernetes.io/wss',
  'ws',
  'wss',
];
const tcp = ['tcp', 'tls', 'mongo', 'mysql', 'redis', 'udp'];

/** What Istio takes a port of a Service for: `appProtocol` decides, then the beginning of the name, else it looks at the traffic. */
export function portProtocol(port: Field): 'http' | 'tcp' | 'detected' {
  if (port.at('protocol').text === 'UDP') return 'tcp';
  const declared = port.at('appProtocol').text?.toLowerCase();
  const name = port.at('name').text?.toLowerCase() ?? '';
  const word = declared ?? (name.startsWith('grpc-web') ? 'grpc-web' : (name.split('-')[0] ?? ''));
  if (http.includes(word)) return 'http';
  return tcp.includes(word) ? 'tcp' : 'detected';
}
