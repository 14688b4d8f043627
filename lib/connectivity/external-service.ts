import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import type { ExternalPortModel, ExternalServiceModel, Peer } from '../model/connection';
import { assertAddressBlock } from './assert-address-block';

/** How something outside the cluster is reached: network policies and the mesh open exactly this. */
export interface ExternalServiceProps {
  /** Name of the objects that a mesh gets for it. @default the construct's id */
  readonly name?: string;
  /** DNS names under which it is reached; the first label may be `*`. */
  readonly hosts: readonly string[];
  /** Ports that it listens on, with what is spoken there. @default 443, HTTPS */
  readonly ports?: readonly ExternalPortModel[];
  /**
   * Addresses that the names resolve to, where they are fixed. A NetworkPolicy can only name addresses: without them
   * the cluster needs a plugin that knows DNS names (Cilium).
   *
   * @default none
   */
  readonly cidrs?: readonly string[];
}

/** Something outside the cluster that workloads talk to, by name: `workload.connections.allowTo(service.peer)`. */
export class ExternalService extends Construct {
  /** What a connection is declared to. */
  readonly peer: Peer;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    const { name = id, hosts, ports = [{ name: 'https', port: 443, application: 'https' }], cidrs = [] } = props;
    if (hosts.length === 0) throw new Error(`${this.node.path}: hosts: Required value: at least one DNS name`);
    for (const host of hosts) assertHost(this.node.path, host);
    for (const { port } of ports) assertPort(this.node.path, port);
    for (const cidr of cidrs) assertAddressBlock(cidr);
    const { namespace, chart, objectLabels } = chartContextOf(this);
    const service: ExternalServiceModel = {
      name,
      namespace,
      hosts,
      ports,
      cidrs,
      chart,
      objectLabels,
      origin: this.node.path,
    };
    this.peer = { type: 'external', service };
  }
}

function assertHost(path: string, host: string): void {
  const labels = host.replace(/^\*\./, '').split('.');
  if (host.length <= 253 && labels.every((label) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label))) return;
  throw new Error(
    `${path}: hosts: Invalid value: "${host}": must be a DNS name in lower case, as in api.example.com or *.example.com`,
  );
}

function assertPort(path: string, port: number): void {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return;
  throw new Error(`${path}: ports: Invalid value: ${port}: must be between 1 and 65535, inclusive`);
}
