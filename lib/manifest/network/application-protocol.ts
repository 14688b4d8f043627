/** What a port speaks, as far as a mesh or gateway needs to know it. `tcp` is anything that they must not look into. */
export type ApplicationProtocol =
  'http' | 'http2' | 'grpc' | 'https' | 'tls' | 'tcp' | 'mongo' | 'mysql' | 'postgresql' | 'redis';

/** The `appProtocol` of a Service port that speaks something; undefined where a proxy must find out. */
export type AppProtocols = Readonly<Record<ApplicationProtocol, string | undefined>>;

/** Values that Istio, Consul and gateways know. */
export const commonAppProtocols: AppProtocols = {
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
