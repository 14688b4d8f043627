import type { NetworkFacts } from '../../fleet/network-facts';
import type { ClusterModel } from '../../model/cluster-model';
import type { Connection, ConnectionPort, Peer } from '../../model/connection';
import { formatWorkload, type WorkloadModel } from '../../model/workload-model';
import type { MeshModel } from '../mesh-model';
import { consulPort } from './consul-service';
import { opensPort } from '../opens-port';
import { refuseSecurity } from './refuse-security';

/**
 * Reports connections to ports that Consul does not know: it authorizes services, and sends what arrives at a Service, on
 * whichever port, to the one port that is registered.
 */
export function refuseOtherPorts({ workloads }: MeshModel, model: ClusterModel): void {
  const enrolled = new Set(workloads.map(({ workload }) => workload));
  for (const { from, to, ports, origin } of model.connections) {
    if (to.type !== 'workload' || !enrolled.has(to.workload)) continue;
    if (!isInMesh(from, enrolled, model.cluster.network)) continue;
    const other = otherPort(to.workload, from, ports);
    if (other === undefined) continue;
    const server = formatWorkload(to.workload);
    const registered = consulPort(to.workload)?.containerPort;
    refuseSecurity(model, {
      intent: 'connection.ports',
      workload: to.workload,
      reason:
        registered === undefined
          ? `no port of ${server} is shown by a Service, so that it takes no requests for ${formatPort(other)}`
          : `it authorizes services, not ports, and sends what arrives at ${server} to port ${registered}, also what is meant for ${formatPort(other)}`,
      alternative:
        registered === undefined
          ? 'show the port by a Service: use a WebService'
          : isAmongPeers(from, to.workload, other)
            ? 'keep its pods out of this mesh: mesh({ enrolled: false }); network policies let in whom connections name, and encrypting what they say is left to the product'
            : `connect to port ${registered} alone: { ports: [${registered}] }, and serve the other one by a workload of its own`,
      origin,
    });
  }
}

/** Whether the pods of a store talk among themselves, over a port that is for that alone. */
function isAmongPeers(from: Peer, to: WorkloadModel, { port }: ConnectionPort): boolean {
  if (from.type !== 'workload') return false;
  return to.ports.some(({ containerPort, forPeers }) => containerPort === port && forPeers === true);
}

/** The first port that is not the registered one. Metrics are beside it: they are scraped from the proxy. */
function otherPort(workload: WorkloadModel, from: Peer, ports: Connection['ports']): ConnectionPort | undefined {
  const registered = consulPort(workload)?.containerPort;
  const isScraped = from.type === 'monitoring' || (registered !== undefined && opensPort(ports, registered));
  const known = [registered, ...(isScraped ? [workload.metrics?.port] : [])];
  return ports.find(
    ({ protocol, port, endPort = port }) => protocol === 'TCP' && (port !== endPort || !known.includes(port)),
  );
}

function isInMesh(from: Connection['from'], enrolled: ReadonlySet<WorkloadModel>, network: NetworkFacts): boolean {
  switch (from.type) {
    case 'workload':
      return enrolled.has(from.workload);
    case 'namespace':
      return true;
    case 'ingress':
      return network.ingressControllers.some(
        ({ className, mesh }) => className === from.className && mesh !== undefined,
      );
    case 'platform':
      return from.pods.mesh !== undefined;
    case 'monitoring':
      return network.monitoring?.mesh !== undefined;
    default:
      return false;
  }
}

function formatPort({ port, endPort = port }: ConnectionPort): string {
  return port === endPort ? `port ${port}` : `ports ${port} to ${endPort}`;
}
