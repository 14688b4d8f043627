import type { Manifest } from '../../../manifest/objects/manifest';
import type { ConnectionPort } from '../../../model/connection';
import type { WorkloadModel } from '../../../model/workload-model';
import type { AuthorizationRule, ExternalAccess, MeshClient, MeshWorkload } from '../../mesh-model';
import { authorizationPolicy } from '../authorization-policy';
import { emitRules } from '../authorization-rules';
import { waypointName, type PlannedWaypoint } from './waypoint';

/** Refuses every request that comes to a waypoint and that no other policy allows. It must name its Gateway: a namespace's own policy is not for waypoints. */
export function emitWaypointDefaultDeny({ namespace }: PlannedWaypoint): Manifest {
  return authorizationPolicy(namespace.name, `${waypointName}-default-deny`, {
    targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: waypointName }],
  });
}

/** Allows at the waypoint what the connections of a Service's workload declare; undefined where the default holds. */
export function emitServicePolicy(
  { workload, authorization }: MeshWorkload,
  trustDomain: string,
): Manifest | undefined {
  const { service } = workload;
  if (service === undefined || authorization === undefined) return undefined;
  const seen = authorization.rules.map((rule) => throughService(rule, workload));
  const rules = emitRules(seen, trustDomain);
  if (rules.length === 0) return undefined;
  return authorizationPolicy(workload.namespace, `${waypointName}-${service.name}`, {
    targetRefs: [{ group: '', kind: 'Service', name: service.name }],
    action: 'ALLOW',
    rules,
  });
}

/** Allows the declared clients of a service outside the cluster to ask for it. */
export function emitExternalPolicy({ service, clients }: ExternalAccess, trustDomain: string): Manifest {
  const identities = clients.map(({ namespace, serviceAccountName }): MeshClient => ({
    type: 'serviceAccount',
    namespace,
    name: serviceAccountName,
  }));
  return authorizationPolicy(service.namespace, `${waypointName}-${service.name}`, {
    targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: service.name }],
    action: 'ALLOW',
    rules: emitRules([{ clients: identities, ports: [], origin: service.origin }], trustDomain),
  });
}

/**
 * What the proxies of the nodes enforce on a workload's pods: who may connect, not what for. Rules about requests are the
 * waypoint's, which is the client that the pods then see.
 */
export function podRules(
  { authorization }: MeshWorkload,
  waypoints: readonly AuthorizationRule[],
): readonly AuthorizationRule[] | undefined {
  if (authorization === undefined) return undefined;
  return [...authorization.rules.filter(({ http }) => http === undefined), ...waypoints];
}

/** A rule as the waypoint sees it: on the ports of the Service, for clients that have an identity. Nobody else comes there. */
function throughService(
  { clients, ports, ...rest }: AuthorizationRule,
  { ports: declared }: WorkloadModel,
): AuthorizationRule {
  const shown = declared.flatMap(({ containerPort, servicePort, protocol }) =>
    servicePort !== undefined && protocol === 'TCP' && isAmong(containerPort, ports)
      ? [{ protocol, port: servicePort }]
      : [],
  );
  const identified = clients.filter(({ type }) => type === 'serviceAccount' || type === 'namespace');
  // No port of the Service is one of the rule's: an empty list would mean all of them.
  const reaches = ports.length === 0 || shown.length > 0;
  return { ...rest, clients: reaches ? identified : [], ports: ports.length === 0 ? [] : shown };
}

function isAmong(containerPort: number, ports: readonly ConnectionPort[]): boolean {
  return ports.some(
    ({ protocol, port, endPort = port }) => protocol === 'TCP' && port <= containerPort && containerPort <= endPort,
  );
}
