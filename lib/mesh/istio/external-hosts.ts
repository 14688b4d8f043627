import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { ClusterModel } from '../../model/cluster-model';
import type { ExternalServiceModel } from '../../model/connection';
import type { ExternalAccess } from '../mesh-model';
import { istioFacts } from './facts';

/** Whether some host stands for all those below it. */
export function hasWildcard({ hosts }: ExternalServiceModel): boolean {
  return hosts.some((host) => host.includes('*'));
}

/**
 * Why no waypoint can look up the names of a service outside the cluster, and what would let it; undefined where one can.
 *
 * See `ValidateServiceEntry` in `pkg/config/validation/validation.go` of Istio, and `cluster_waypoint.go`: under a wildcard
 * (`DYNAMIC_DNS`) HTTP alone has clusters, TLS only by a flag that is off.
 */
export function waypointObstacle(
  service: ExternalServiceModel,
  cluster: ClusterFacts,
): { readonly what: string; readonly fix: string } | undefined {
  const { name, hosts, ports } = service;
  if (sharesBareTcp(service))
    return {
      what: `one host for ExternalService ${name}, whose requests over tcp do not say which of its hosts they are for: no waypoint knows where they go`,
      fix: 'declare an ExternalService for each host',
    };
  if (!hasWildcard(service)) return undefined;
  const others = ports.filter(({ application }) => application !== 'http');
  if (hosts.every((host) => host.includes('*')) && others.length === 0 && knowsWildcards(cluster)) return undefined;
  return {
    what: `hosts by their full names, for a waypoint through which requests to ${hosts.join(', ')} leave and which knows their clients: under a wildcard it looks up names for plain HTTP alone, from Istio 1.28 on, and of no other host beside`,
    fix: 'list each host under hosts, or declare the wildcard and its HTTP port by themselves',
  };
}

/** Reports services of several hosts and no addresses whose bytes do not say which host they are for: Istio refuses those. */
export function refuseSharedTcp(externals: readonly ExternalAccess[], backend: string, model: ClusterModel): void {
  for (const { service } of externals) {
    if (!sharesBareTcp(service) || hasWildcard(service) || service.cidrs.length > 0) continue;
    model.report({
      id: 'unsupported-mesh-connection',
      severity: 'error',
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        namespace: service.namespace,
        name: service.name,
      },
      path: 'connection.to',
      message: `Forbidden: ${backend} on ${model.cluster.name} cannot express it: connections over tcp do not say which of ${service.hosts.join(', ')} they are for`,
      fix: 'give the ExternalService its addresses (cidrs), or declare one for each host',
      origin: service.origin,
    });
  }
}

function sharesBareTcp({ hosts, ports }: ExternalServiceModel): boolean {
  return hosts.length > 1 && ports.some(({ application }) => application === 'tcp');
}

/** Waypoints know wildcards from 1.28 on. */
function knowsWildcards(cluster: ClusterFacts): boolean {
  const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(istioFacts(cluster).version) ?? [];
  return Number(major) > 1 || Number(minor) >= 28;
}
