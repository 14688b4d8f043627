import { assertShape } from '../fleet/reject';
import { fieldsOf, portNumber, text } from '../fleet/shape';
import type { ApplicationProtocol } from '../manifest/network/application-protocol';
import type { PortModel } from '../model/port-model';

/** How a port is named, and where its Service shows it. */
export interface PortOptions {
  /**
   * Name of the container port and of the Service port, at most 15 characters.
   *
   * @default the protocol: `http`, `grpc`, `tcp` …
   */
  readonly name?: string;
  /**
   * Port of the Service in front of it.
   *
   * @default the container port
   */
  readonly servicePort?: number;
}

/** Ports that a workload listens on. Says what is spoken there, so that meshes and gateways need not guess. */
export const Port = {
  /** A port that speaks HTTP/1. `appProtocol: http` on the Service. */
  http: (containerPort: number, options?: PortOptions) => portOf('http', containerPort, options),
  /** A port that speaks HTTP/2 without TLS. */
  http2: (containerPort: number, options?: PortOptions) => portOf('http2', containerPort, options),
  /** A port that speaks gRPC without TLS. `appProtocol: grpc` on the Service, but on Linkerd, which finds it out by itself. */
  grpc: (containerPort: number, options?: PortOptions) => portOf('grpc', containerPort, options),
  /** A port that speaks HTTPS: a mesh passes it through. */
  https: (containerPort: number, options?: PortOptions) => portOf('https', containerPort, options),
  /** A port that speaks TLS: a mesh passes it through. */
  tls: (containerPort: number, options?: PortOptions) => portOf('tls', containerPort, options),
  /** A port that speaks something over TCP that nothing must look into, server-first protocols included. */
  tcp: (containerPort: number, options?: PortOptions) => portOf('tcp', containerPort, options),
  /** A port that speaks MongoDB's protocol. */
  mongo: (containerPort: number, options?: PortOptions) => portOf('mongo', containerPort, options),
  /** A port that speaks MySQL's protocol, in which the server speaks first. */
  mysql: (containerPort: number, options?: PortOptions) => portOf('mysql', containerPort, options),
  /** A port that speaks PostgreSQL's protocol. */
  postgresql: (containerPort: number, options?: PortOptions) => portOf('postgresql', containerPort, options),
  /** A port that speaks the protocol of Redis. */
  redis: (containerPort: number, options?: PortOptions) => portOf('redis', containerPort, options),
  /** A port for datagrams: meshes leave it alone, network policies do not. */
  udp: (containerPort: number, options?: PortOptions) => datagramPort('UDP', containerPort, options),
  /** A port for SCTP: not every network plugin enforces policies for it. */
  sctp: (containerPort: number, options?: PortOptions) => datagramPort('SCTP', containerPort, options),
} as const;

const optionsShape = fieldsOf<PortOptions>({ 'name?': text, 'servicePort?': portNumber });

function assertPort(method: string, containerPort: number, options: PortOptions): void {
  const declared = { kind: `Port.${method}`, name: '' };
  assertShape(declared, portNumber, containerPort, 'containerPort');
  assertShape(declared, optionsShape, options);
}

function portOf(application: ApplicationProtocol, containerPort: number, options: PortOptions = {}): PortModel {
  assertPort(application, containerPort, options);
  return { ...transportPort('TCP', containerPort, { name: application, ...options }), application };
}

function datagramPort(protocol: 'UDP' | 'SCTP', containerPort: number, options: PortOptions = {}): PortModel {
  assertPort(protocol.toLowerCase(), containerPort, options);
  return transportPort(protocol, containerPort, options);
}

function transportPort(
  protocol: PortModel['protocol'],
  containerPort: number,
  { name, servicePort }: PortOptions,
): PortModel {
  return { name: name ?? protocol.toLowerCase(), containerPort, protocol, servicePort: servicePort ?? containerPort };
}
