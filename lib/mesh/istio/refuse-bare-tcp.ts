import type { ClusterModel } from '../../model/cluster-model';
import type { ExternalServiceModel } from '../../model/connection';
import { formatWorkload } from '../../model/workload-model';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { hasWildcard } from './external-hosts';

/**
 * Reports services outside the cluster whose connections a client's proxy cannot tell from others: over tcp, nothing but the
 * address says where a connection goes, and of a host without addresses the proxy takes whatever goes to its port.
 *
 * See `buildSidecarOutboundListener` in `pilot/pkg/networking/core/listener.go` of Istio: where two such hosts have a port in common,
 * the one that was created first gets the connections of both.
 */
export function refuseBareTcp({ workloads, externals }: MeshModel, model: ClusterModel): void {
  const refused = new Set<ExternalServiceModel>();
  const refuse = (service: ExternalServiceModel, reason: string): void => {
    if (refused.has(service)) return;
    refused.add(service);
    report(service, reason, model);
  };
  const bare = externals.filter(({ service }) => bareTcpPorts(service).length > 0);
  for (const { service } of bare.filter(({ service }) => hasWildcard(service)))
    refuse(service, `connections over tcp do not say which host they are for, and every address would pass for one`);
  if (bare.length === 0) return;
  const ofClient = new Map<MeshWorkload['workload'], ExternalServiceModel[]>();
  for (const { service, clients } of bare)
    for (const client of clients) ofClient.set(client, [...(ofClient.get(client) ?? []), service]);
  for (const { workload, outbound } of workloads) {
    const services = ofClient.get(workload) ?? [];
    const first = new Map<number, ExternalServiceModel>();
    for (const service of services) {
      for (const port of bareTcpPorts(service)) {
        const other = first.get(port);
        if (other !== undefined)
          refuse(
            service,
            `connections over tcp to port ${port} do not say whether they are for ${service.hosts.join(', ')} or ${other.hosts.join(', ')}, and ${formatWorkload(workload)} may talk to both`,
          );
        first.set(port, service);
        const cidr = outbound.find(({ to, ports }) => to.type === 'cidr' && includesPort(ports, port))?.to;
        if (cidr?.type === 'cidr')
          refuse(
            service,
            `it would get what ${formatWorkload(workload)} sends to port ${port} of ${cidr.cidr}, too: connections over tcp do not say which host they are for`,
          );
      }
    }
  }
}

function bareTcpPorts({ cidrs, ports }: ExternalServiceModel): readonly number[] {
  return cidrs.length > 0 ? [] : ports.flatMap(({ application, port }) => (application === 'tcp' ? [port] : []));
}

function includesPort(ports: MeshWorkload['outbound'][number]['ports'], port: number): boolean {
  return ports.length === 0 || ports.some((each) => each.port <= port && port <= (each.endPort ?? each.port));
}

function report({ namespace, name, origin }: ExternalServiceModel, reason: string, model: ClusterModel): void {
  model.report({
    id: 'unsupported-mesh-connection',
    severity: 'error',
    object: { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', namespace, name },
    path: 'connection.to',
    message: `Forbidden: istio-sidecar on ${model.cluster.name} cannot express it: ${reason}`,
    fix: 'give the ExternalService its addresses (cidrs)',
    origin,
  });
}
