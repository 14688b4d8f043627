import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload } from '../../model/workload-model';
import type { AuthorizationRule, MeshClient, MeshWorkload } from '../mesh-model';
import { consulPort } from './consul-service';
import { opensPort } from '../opens-port';
import { refuseSecurity } from './refuse-security';

/** Reports rules that ports which take unencrypted requests would break: those pass the proxy by, and with it every rule. */
export function refuseUnencrypted(workload: MeshWorkload, model: ClusterModel): void {
  const open = openPorts(workload);
  for (const rule of workload.authorization?.rules ?? []) {
    refuseBypass(workload, open, rule, model);
    for (const client of rule.clients)
      if (client.type === 'cidr' || client.type === 'unmeshedPods') reportUnproved(workload, open, rule, client, model);
  }
}

/** The ports that are named, and that of the service where it is permissive: Consul opens no other one then. */
function openPorts({ workload, mutualTls, permissivePorts }: MeshWorkload): readonly number[] {
  const own = mutualTls === 'permissive' ? consulPort(workload)?.containerPort : undefined;
  return own === undefined || permissivePorts.includes(own) ? permissivePorts : [...permissivePorts, own];
}

/** Whoever may reach the port may pass the proxy by, and ask for anything. */
function refuseBypass(
  { workload }: MeshWorkload,
  open: readonly number[],
  { ports, http, origin }: AuthorizationRule,
  model: ClusterModel,
): void {
  const bypass = open.find((port) => opensPort(ports, port));
  if (http === undefined || bypass === undefined) return;
  refuseSecurity(model, {
    intent: 'connection.http',
    workload,
    reason: `port ${bypass} takes unencrypted requests, which pass the proxy by: nothing looks at their methods and paths`,
    alternative: 'keep the port strict (permissivePorts, mutualTls), or leave "http" out of the connection',
    origin,
  });
}

/** Clients without an identity get in where requests may be unencrypted, and the network policy alone tells them apart. */
function reportUnproved(
  { workload, mutualTls }: MeshWorkload,
  open: readonly number[],
  { ports, origin }: AuthorizationRule,
  client: Extract<MeshClient, { type: 'cidr' | 'unmeshedPods' }>,
  model: ClusterModel,
): void {
  const who = client.type === 'cidr' ? client.cidr : client.description;
  const closed = ports.find(({ port, endPort = port }) => port !== endPort || !open.includes(port));
  if (closed !== undefined && mutualTls === 'permissive')
    refuseSecurity(model, {
      intent: 'connection.from',
      workload,
      reason: `a permissive service takes unencrypted requests on port ${open.join(', ')} alone, and ${who} is to reach port ${closed.port}`,
      alternative: `accept them there, too: workload.mesh({ permissivePorts: [${closed.port}] })`,
      origin,
    });
  if (closed !== undefined || open.length === 0) return;
  model.report({
    id: 'unproved-mesh-client',
    severity: 'info',
    object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
    path: 'connection.from',
    message: `Forbidden: consul tells nobody apart who sends unencrypted requests: the network policy alone keeps port ${open.join(', ')} of ${formatWorkload(workload)} to ${who}`,
    fix: 'take the client into the mesh, and the port out of permissivePorts',
    origin,
  });
}
