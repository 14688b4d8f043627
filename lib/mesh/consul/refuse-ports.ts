import type { ClusterModel } from '../../model/cluster-model';
import type { ConnectionPort } from '../../model/connection';
import { formatWorkload } from '../../model/workload-model';
import type { AuthorizationRule, MeshClient, MeshWorkload } from '../mesh-model';
import { consulPort } from './consul-service';
import { opensPort } from './opens-port';
import { refuseSecurity } from './refuse-security';

/**
 * Reports rules about ports that Consul does not keep apart. It authorizes services, and sends whatever arrives at a
 * Service to one port; what arrives unencrypted passes its proxy by, and with it every rule.
 */
export function refusePorts(workload: MeshWorkload, model: ClusterModel): void {
  for (const rule of workload.authorization?.rules ?? []) {
    for (const client of rule.clients) {
      if (client.type === 'cidr' || client.type === 'unmeshedPods') reportUnencrypted(workload, rule, client, model);
      else if (!isScraper(client, workload, model)) refuseOtherPorts(workload, rule, model);
    }
    refuseBypass(workload, rule, model);
  }
}

/** Metrics are scraped from the proxy, on a port of its own. */
function isScraper(client: MeshClient, { workload }: MeshWorkload, { cluster }: ClusterModel): boolean {
  const { monitoring } = cluster.network;
  return (
    workload.metrics !== undefined &&
    client.type === 'serviceAccount' &&
    client.namespace === monitoring?.namespace &&
    client.name === monitoring.mesh?.serviceAccountName
  );
}

function refuseOtherPorts({ workload }: MeshWorkload, { ports, origin }: AuthorizationRule, model: ClusterModel): void {
  const routed = consulPort(workload)?.containerPort;
  const known = [routed, ...(opensPort(ports, routed ?? 0) ? [workload.metrics?.port] : [])];
  const other = ports.find(
    ({ protocol, port, endPort = port }) => protocol === 'TCP' && (port !== endPort || !known.includes(port)),
  );
  if (other === undefined) return;
  refuseSecurity(model, {
    intent: 'connection.ports',
    workload,
    reason: `it authorizes services, not ports, and sends what arrives at the Service of ${formatWorkload(workload)} to port ${routed ?? 'none'}: ${formatPort(other)} is none of its own`,
    alternative: `serve the port by a workload of its own, or connect to port ${routed ?? '…'} alone: { ports: [${routed ?? '…'}] }`,
    origin,
  });
}

/** Clients without an identity get in on ports that take unencrypted requests, and nothing but the network policy tells them apart. */
function reportUnencrypted(
  { workload, mutualTls, permissivePorts }: MeshWorkload,
  { ports, origin }: AuthorizationRule,
  client: Extract<MeshClient, { type: 'cidr' | 'unmeshedPods' }>,
  model: ClusterModel,
): void {
  const open = openPorts({ workload, mutualTls, permissivePorts });
  const who = client.type === 'cidr' ? client.cidr : client.description;
  const closed = ports.find(({ protocol, port }) => protocol === 'TCP' && !open.includes(port));
  if (closed !== undefined && mutualTls === 'permissive')
    refuseSecurity(model, {
      intent: 'connection.from',
      workload,
      reason: `unencrypted requests reach port ${open.join(', ')} alone, and ${who} is to reach ${formatPort(closed)}`,
      alternative: `accept them there: workload.mesh({ permissivePorts: [${closed.port}] })`,
      origin,
    });
  if (closed !== undefined || open.length === 0) return;
  model.report({
    id: 'unproved-mesh-client',
    severity: 'info',
    object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
    path: 'connection.from',
    message: `Forbidden: Consul tells nobody apart who sends unencrypted requests: the network policy alone keeps port ${open.join(', ')} of ${formatWorkload(workload)} to ${who}`,
    fix: 'take the client into the mesh, and the port out of permissivePorts',
    origin,
  });
}

/** Whoever may reach the port may pass the proxy by, and ask for anything. */
function refuseBypass(workload: MeshWorkload, { ports, http, origin }: AuthorizationRule, model: ClusterModel): void {
  const bypass = openPorts(workload).find((port) => opensPort(ports, port));
  if (http === undefined || bypass === undefined) return;
  refuseSecurity(model, {
    intent: 'connection.http',
    workload: workload.workload,
    reason: `port ${bypass} takes unencrypted requests, which pass the proxy by: nothing looks at their methods and paths`,
    alternative: 'keep the port strict (permissivePorts, mutualTls), or leave "http" out of the connection',
    origin,
  });
}

/** The ports that take unencrypted requests: those that are named, and that of the service where it is permissive. */
function openPorts({
  workload,
  mutualTls,
  permissivePorts,
}: Pick<MeshWorkload, 'workload' | 'mutualTls' | 'permissivePorts'>) {
  const own = mutualTls === 'permissive' ? consulPort(workload)?.containerPort : undefined;
  return [...permissivePorts, ...(own === undefined || permissivePorts.includes(own) ? [] : [own])];
}

function formatPort({ port, endPort = port }: ConnectionPort): string {
  return port === endPort ? `port ${port}` : `ports ${port} to ${endPort}`;
}
