import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload } from '../../model/workload-model';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import type { ServicesOf } from '../services-in-tree';

/**
 * A workload with the Services that its servers are found by, one of the tree where a server names none. A server that no
 * Service stands in front of is reported where proxies let through what they know alone.
 */
export function withKnownServers(
  meshWorkload: MeshWorkload,
  { namespaces, cluster }: MeshModel,
  servicesOf: ServicesOf,
  model: ClusterModel,
): MeshWorkload {
  const { workload, servers, outbound } = meshWorkload;
  const home = namespaces.find(({ namespace }) => namespace.name === workload.namespace);
  const isRestricted = home?.declaredEgressOnly === true && !outbound.some(({ to }) => to.type === 'cidr');
  const known = servers.flatMap((server) => {
    const services = servicesOf(server);
    if (services.length > 0) return services.map((service) => ({ ...server, service }));
    if (isRestricted)
      model.report({
        id: 'unsupported-mesh-connection',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Service', namespace: server.namespace, name: server.name },
        path: 'connection.to',
        message: `Forbidden: proxies of istio-sidecar on ${cluster.name} let through hosts that they know alone, and no Service of the tree stands in front of ${formatWorkload(server)}`,
        fix: 'add a Service that selects its pods and shows the port, or name the one that another tree has: Workload.from(…, { service: { name, headless } })',
        origin: workload.origin,
      });
    return [server];
  });
  return { ...meshWorkload, servers: known };
}
