import type { MeshFacts } from '../fleet/mesh-facts';
import type { ApplicationProtocol } from '../model/port-model';

/** The `appProtocol` of a Service port that speaks something, in the words of the cluster's mesh; undefined where it must find out. */
export function appProtocolOf(application: ApplicationProtocol, mesh: MeshFacts | undefined): string | undefined {
  return mesh?.product === 'linkerd' ? linkerdProtocols[application] : commonProtocols[application];
}

/** Values that Istio, Consul and gateways know. */
const commonProtocols: Readonly<Record<ApplicationProtocol, string>> = {
  grpc: 'grpc',
  http: 'http',
  http2: 'http2',
  https: 'https',
  mongo: 'mongo',
  mysql: 'mysql',
  postgresql: 'tcp',
  redis: 'redis',
  tcp: 'tcp',
  tls: 'tls',
};

/**
 * Linkerd passes a port through, without any look at requests, whose value it does not know: `grpc` and `http2` among them.
 * For gRPC there is no value that lets GRPCRoutes work; its clients speak first, so that detection is safe.
 *
 * See https://linkerd.io/2/features/protocol-detection
 */
const linkerdProtocols: Readonly<Record<ApplicationProtocol, string | undefined>> = {
  grpc: undefined,
  http: 'http',
  http2: 'kubernetes.io/h2c',
  https: 'https',
  mongo: 'linkerd.io/opaque',
  mysql: 'linkerd.io/opaque',
  postgresql: 'linkerd.io/opaque',
  redis: 'linkerd.io/opaque',
  tcp: 'linkerd.io/opaque',
  tls: 'tls',
};
