import type { IConstruct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { clusterNameOf } from '../fleet/cluster';
import { assertShape, reject } from '../fleet/reject';
import type { ConnectionPort, HttpRule, Peer } from './connection';
import { connectionPorts } from './connection-ports';
import { connectionShape } from './connection-shape';
import { Declarations } from './declarations';
import { formatPeer } from './format-peer';
import { requestRules, type GrpcRule } from './request-rules';
import { peerShape, toPeer, type PeerLike } from './to-peer';
import type { WorkloadModel } from './workload-model';

/** What of a server a connection is for: which ports, and which requests. */
export interface ConnectionOptions {
  /**
   * Ports of the server: names of its ports, their container port numbers, or ranges. A number or name that a workload
   * does not declare throws; `{ protocol: 'TCP', port: 9999 }` opens one that it does not declare, such as a sidecar's.
   *
   * @default every port that the server declares, but for the one that its metrics are scraped from where it serves on
   * others: that one is for the cluster's monitoring, unless it is named here; every port where the server is not a workload
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
    assertProps(this.scope, 'Workload', peerShape, peer, 'connections.allowTo');
    return this.record(this.self(), toPeer(peer), options);
  }

  /** Lets a peer open connections to this workload. */
  allowFrom(peer: PeerLike, options: ConnectionOptions = {}): this {
    assertProps(this.scope, 'Workload', peerShape, peer, 'connections.allowFrom');
    return this.record(toPeer(peer), this.self(), options);
  }

  private self(): Peer {
    return { type: 'workload', workload: this.workload };
  }

  private record(from: Peer, to: Peer, options: ConnectionOptions): this {
    const cluster = clusterNameOf(this.scope);
    const declared = {
      kind: 'Connection',
      name: `${formatPeer(from)} → ${formatPeer(to)}`,
      origin: this.scope.node.path,
      ...(cluster === undefined ? {} : { cluster }),
    };
    assertShape(declared, connectionShape, options);
    const { ports, http, grpc } = options;
    const requests = requestRules(http, grpc);
    Declarations.of(this.scope).assertOwn(this.scope, [from, to]);
    Declarations.of(this.scope).connections.push({
      from,
      to,
      ports: connectionPorts({ from, to }, ports, (problem) => reject(declared, problem)),
      ...(requests === undefined ? {} : { http: requests }),
      origin: this.scope.node.path,
    });
    return this;
  }
}
