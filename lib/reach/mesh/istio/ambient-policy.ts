import type { LocatedManifest } from '../../../manifest/objects/manifest';
import { namespaceOf } from '../../../manifest/objects/find-object';
import { servicePortsOf } from '../../../manifest/network/service-ports';
import { servicesSelecting } from '../../../manifest/network/selecting-services';
import { istioLabels, waypointClass } from '../../../products/istio';
import { allPorts, intersectIntervals, noPorts, uniteIntervals, type PortIntervals } from '../../sets/port-intervals';
import type { Checkpoint, MeshRoute, ServerPolicy } from '../mesh-policy';
import type { IstioAuthorizationPolicy } from './authorization-policy';
import { istioCheckpoint, strictRules } from './istio-checkpoint';
import type { IstioMesh } from './istio-mesh';
import { ruleAtZtunnel } from './rule-matches';
import { targetPorts } from './sidecar-policy';
import { waypointOfPods, waypointOfService, type Waypoint } from './waypoint';

/**
 * What ztunnel and waypoints enforce. Whoever is in the mesh and asks a Service with a waypoint comes through it, and
 * ztunnel then sees the waypoint; whoever asks the pod's address, or is outside the mesh, comes past it.
 */
export function ambientPolicy(mesh: IstioMesh, workload: number): ServerPolicy {
  // ztunnel knows neither CUSTOM nor DISABLE: connections of the mesh stay encrypted.
  const enforced = mesh
    .policiesOf(workload)
    .filter(({ action }) => action !== 'CUSTOM')
    .map((policy) => ({ ...policy, rules: policy.rules.map(ruleAtZtunnel) }));
  const onlyConnections = { http: noPorts, emptyDenies: false };
  const ztunnel = istioCheckpoint(mesh.budget, enforced, onlyConnections, strictRules(mesh.modesOf(workload)));
  const node = mesh.tree.workloads[workload];
  if (node === undefined) return { product: 'istio', bypass: noPorts, proxyPorts: noPorts, routes: [] };
  const { manifests } = mesh.tree;
  const services = [...new Set(node.pods.flatMap((pod) => servicesSelecting(manifests, pod.owner)))];
  const byService = services.flatMap((service): MeshRoute[] => {
    const waypoint = waypointOfService(service, manifests);
    if (waypoint === undefined) return [];
    return servicePortsOf(service.manifest).map(({ port, targetPort }) => {
      const ports = targetPorts(node, targetPort).reduce<PortIntervals>(
        (found, each) => uniteIntervals(found, [{ from: each, to: each }]),
        noPorts,
      );
      const policies = mesh.policies.filter((policy) => isFor(policy, waypoint, mesh.rootNamespace, service));
      return throughWaypoint(
        mesh,
        ports,
        waypoint,
        atServicePort(istioCheckpoint(mesh.budget, policies, onlyHttp), port),
        ztunnel,
      );
    });
  });
  const waypoint = waypointOfPods(node, manifests);
  const policies = mesh.policies.filter((policy) => waypoint && isFor(policy, waypoint, mesh.rootNamespace));
  const direct: MeshRoute = { ports: allPorts, clients: 'all', checkpoints: [ztunnel] };
  return {
    product: 'istio',
    bypass: noPorts,
    proxyPorts: noPorts,
    routes:
      waypoint === undefined
        ? [...byService, direct]
        : [
            ...byService,
            throughWaypoint(mesh, allPorts, waypoint, istioCheckpoint(mesh.budget, policies, onlyHttp), ztunnel),
            { ...direct, clients: 'others' },
          ],
  };
}

const onlyHttp = { http: allPorts, emptyDenies: true };

function throughWaypoint(
  mesh: IstioMesh,
  ports: PortIntervals,
  { namespace, name }: Waypoint,
  first: Checkpoint,
  ztunnel: Checkpoint,
): MeshRoute {
  const seen = mesh.memberOf(namespace, name);
  // Labels that istiod puts on the pods that it makes for a Gateway.
  const labels = { 'gateway.networking.k8s.io/gateway-name': name, [istioLabels.dataplaneMode]: 'none' };
  const checkpoints = [first, { ...ztunnel, sees: () => seen }];
  return { ports, clients: 'members', checkpoints, via: { namespace, name, labels } };
}

/** A waypoint sees the port of the Service: what a rule says of it holds for the container ports behind. */
function atServicePort(checkpoint: Checkpoint, port: number): Checkpoint {
  const rules = checkpoint.rules.flatMap((rule) =>
    intersectIntervals(rule.ports, [{ from: port, to: port }]).length === 0 ? [] : [{ ...rule, ports: allPorts }],
  );
  return { ...checkpoint, rules };
}

/** Whether a policy is attached to a waypoint: to its Gateway, its class for the whole mesh, or a Service behind it. */
function isFor(
  { targets, namespace }: IstioAuthorizationPolicy,
  waypoint: Waypoint,
  rootNamespace: string,
  service?: LocatedManifest,
): boolean {
  return targets.some(({ kind, name }) => {
    switch (kind) {
      case 'gateway.networking.k8s.io/Gateway':
        return namespace === waypoint.namespace && name === waypoint.name;
      case 'gateway.networking.k8s.io/GatewayClass':
        return namespace === rootNamespace && name === waypointClass;
      case '/Service':
        return (
          service !== undefined &&
          namespace === namespaceOf(service.manifest) &&
          name === service.manifest.metadata.name
        );
      default:
        return false;
    }
  });
}
