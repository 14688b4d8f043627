import type { ApplicationProtocol } from '../../manifest/network/application-protocol';
import type { PortModel } from '../../model/port-model';

/** What a Server says that its port speaks: `spec.proxyProtocol`. */
export type ProxyProtocol = 'unknown' | 'HTTP/1' | 'HTTP/2' | 'opaque' | 'TLS';

/**
 * gRPC is `HTTP/2` here: with `gRPC` the proxy would read GRPCRoutes alone, and neither rate limits nor rules about the
 * paths that gRPC methods are.
 */
const protocols: Readonly<Record<ApplicationProtocol, ProxyProtocol>> = {
  grpc: 'HTTP/2',
  http: 'HTTP/1',
  http2: 'HTTP/2',
  https: 'TLS',
  mongo: 'opaque',
  mysql: 'opaque',
  postgresql: 'opaque',
  redis: 'opaque',
  tcp: 'opaque',
  tls: 'TLS',
};

/** The protocol that the proxy expects on a port; where nobody said, it looks at the first bytes. */
export function proxyProtocolOf({ application }: Pick<PortModel, 'application'>): ProxyProtocol {
  return application === undefined ? 'unknown' : protocols[application];
}

/** Whether the proxy must not wait for the client to speak: some servers speak first. */
export function isOpaque(port: Pick<PortModel, 'application'>): boolean {
  return proxyProtocolOf(port) === 'opaque';
}

/** Whether the proxy sees the requests on a port, so that rules about them can hold. */
export function seesRequests(port: Pick<PortModel, 'application'>): boolean {
  return ['unknown', 'HTTP/1', 'HTTP/2'].includes(proxyProtocolOf(port));
}
