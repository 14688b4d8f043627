import { compareText } from '../../manifest/objects/compare-text';
import type { GatewayApiFacts } from '../../fleet/facts/gateway-api';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { Connection, ExternalPortModel, ExternalServiceModel } from '../../model/connection';
import type { MeshModel, MeshNamespace } from '../mesh-model';

/** A range of addresses outside the cluster. */
export interface EgressAddresses {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** One port of a service outside the cluster that is told by the name that a client asks for. */
export interface EgressRouteModel {
  readonly service: ExternalServiceModel;
  readonly port: ExternalPortModel;
  readonly kind: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute';
}

/** What the pods of a namespace may talk to outside the cluster. */
export interface EgressModel {
  readonly namespace: string;
  readonly addresses: readonly EgressAddresses[];
  readonly routes: readonly EgressRouteModel[];
  /** What can be told neither by addresses nor by names. */
  readonly obstacles: readonly { readonly service: ExternalServiceModel; readonly reason: string }[];
}

/**
 * The declared egress of a namespace: Linkerd's egress is about all pods of a namespace, so that which workload may go
 * where is left to the network policies.
 */
export function resolveEgress({ namespace, workloads }: MeshNamespace, mesh: MeshModel): EgressModel {
  const { cluster, externals } = mesh;
  const services = externals
    .filter(({ clients }) => clients.some((client) => client.namespace === namespace.name))
    .map(({ service }) => service);
  const peers = workloads.flatMap(({ outbound }) => outbound.flatMap((peer) => addressesOf(peer, cluster.network)));
  const fixed = services.flatMap(({ cidrs }) => cidrs.map((cidr): EgressAddresses => ({ cidr, except: [] })));
  const named = services
    .filter(({ cidrs }) => cidrs.length === 0)
    .flatMap((service) => service.ports.map((port) => ({ service, port, kind: routeKind(port, cluster.gatewayApi) })));
  const kindsByPort = new Map(named.map(({ port, kind }) => [port.port, kind]));
  return {
    namespace: namespace.name,
    addresses: unique([...peers, ...fixed]),
    routes: named.flatMap(({ service, port, kind }) =>
      typeof kind === 'object' || kindsByPort.get(port.port) !== kind ? [] : [{ service, port, kind }],
    ),
    obstacles: named.flatMap(({ service, port, kind }) => {
      if (typeof kind === 'object') return [{ service, reason: kind.obstacle }];
      if (kindsByPort.get(port.port) === kind) return [];
      return [{ service, reason: `port ${port.port} carries different protocols, of which a proxy reads one` }];
    }),
  };
}

function addressesOf({ to }: Connection, { apiServer }: NetworkFacts): EgressAddresses[] {
  switch (to.type) {
    case 'cidr':
      return [{ cidr: to.cidr, except: to.except }];
    case 'apiServer':
      return apiServer.cidrs.map((cidr) => ({ cidr, except: [] }));
    case 'dns':
    case 'external':
    case 'ingress':
    case 'monitoring':
    case 'namespace':
    case 'namespaces':
    case 'platform':
    case 'remoteWorkload':
    case 'workload':
      return [];
  }
}

function routeKind(
  { port, application }: ExternalPortModel,
  gatewayApi: GatewayApiFacts | undefined,
): EgressRouteModel['kind'] | { readonly obstacle: string } {
  switch (application) {
    case 'http':
      return 'HTTPRoute';
    case 'grpc':
      return 'GRPCRoute';
    case 'https':
    case 'tls':
      // The proxies' controller reads v1alpha2, which the standard channel has never served.
      return gatewayApi?.channel === 'experimental'
        ? 'TLSRoute'
        : {
            obstacle: `hosts that speak TLS on port ${port} are told by TLSRoutes v1alpha2 alone, of the experimental channel`,
          };
    case 'tcp':
      return { obstacle: `hosts that speak TCP on port ${port} cannot be told by name` };
  }
}

function unique(addresses: readonly EgressAddresses[]): EgressAddresses[] {
  const byText = new Map(addresses.map((item) => [JSON.stringify(item), item]));
  return [...byText.entries()].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}
