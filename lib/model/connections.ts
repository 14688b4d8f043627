import type { IConstruct } from 'constructs';
import { assertHttpRules } from './assert-http-rules';
import type { ConnectionPort, HttpRule, Peer } from './connection';
import { Declarations } from './declarations';
import { requestRules, type GrpcRule } from './request-rules';
import type { HasWorkload, WorkloadModel } from './workload-model';

/** What a connection may be to or from: a workload or blueprint, or one of the peers that `Peers` makes. */
export type PeerLike = Peer | HasWorkload;

/** What of a server a connection is for: which ports, and which requests. */
export interface ConnectionOptions {
  /**
   * Ports of the server: names of its ports, container port numbers, or ranges.
   *
   * @default every port that the server declares; every port where the server is not a workload
   */
  readonly ports?: readonly (string | number | ConnectionPort)[];
  /**
   * What may be asked there. A mesh enforces it; where the cluster runs none, synth says that nothing does.
   *
   * @default anything
   */
  readonly http?: readonly HttpRule[];
  /**
   * What may be called there, where it speaks gRPC. A mesh enforces it as paths of HTTP requests; together with `http`,
   * what either allows is allowed.
   *
   * @default anything
   */
  readonly grpc?: readonly GrpcRule[];
}

/** Who a workload may talk to, and who may talk to it. */
export class Connections {
  constructor(
    private readonly scope: IConstruct,
    private readonly workload: WorkloadModel,
  ) {}

  /** Lets this workload open connections to a peer: its egress and the peer's ingress are opened, for these ports alone. */
  allowTo(peer: PeerLike, options: ConnectionOptions = {}): this {
    return this.record(this.self(), toPeer(peer), options);
  }

  /** Lets a peer open connections to this workload. */
  allowFrom(peer: PeerLike, options: ConnectionOptions = {}): this {
    return this.record(toPeer(peer), this.self(), options);
  }

  private self(): Peer {
    return { type: 'workload', workload: this.workload };
  }

  private record(from: Peer, to: Peer, { ports, http, grpc }: ConnectionOptions): this {
    if (http !== undefined) assertHttpRules(this.scope.node.path, http);
    const requests = requestRules(http, grpc);
    Declarations.of(this.scope).connections.push({
      from,
      to,
      ports: ports === undefined ? declaredPorts(to) : ports.map((port) => toPort(port, to)),
      ...(requests === undefined ? {} : { http: requests }),
      origin: this.scope.node.path,
    });
    return this;
  }
}

/** The peer that a blueprint or workload stands for. */
export function toPeer(peer: PeerLike): Peer {
  return 'workload' in peer && !('type' in peer) ? { type: 'workload', workload: peer.workload } : peer;
}

function declaredPorts(to: Peer): ConnectionPort[] {
  if (to.type === 'external') return to.service.ports.map(({ port }) => ({ protocol: 'TCP', port }));
  if (to.type !== 'workload') return [];
  const { workload } = to;
  if (workload.ports.length === 0)
    throw new Error(
      `${workload.namespace}/${workload.name}: ports: Required value: it declares no port that anything could connect to`,
    );
  return workload.ports.map(({ protocol, containerPort }) => ({ protocol, port: containerPort }));
}

function toPort(port: string | number | ConnectionPort, to: Peer): ConnectionPort {
  if (typeof port === 'object') return assertPort(port);
  const declared = to.type === 'workload' ? to.workload.ports : [];
  const found = declared.find(({ name, containerPort }) => name === port || containerPort === port);
  if (found !== undefined) return { protocol: found.protocol, port: found.containerPort };
  if (typeof port === 'number') return assertPort({ protocol: 'TCP', port });
  const known = declared.map(({ name, containerPort }) => `"${name}" (${containerPort})`).join(', ');
  throw new Error(
    `connection: ports: Not found: "${port}": must be one of ${known === '' ? 'none, as the peer declares no ports' : known}`,
  );
}

function assertPort(range: ConnectionPort): ConnectionPort {
  const { port, endPort = port } = range;
  for (const number of [port, endPort]) {
    if (Number.isInteger(number) && number >= 1 && number <= 65535) continue;
    throw new Error(`connection: ports: Invalid value: ${number}: must be between 1 and 65535, inclusive`);
  }
  if (endPort >= port) return range;
  throw new Error(
    `connection: ports: endPort: Invalid value: ${endPort}: must be greater than or equal to port ${port}`,
  );
}
