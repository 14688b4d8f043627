import { identityKey, identityOf } from '../../../manifest/objects/object-identity';
import { servicesSelecting } from '../../../manifest/network/selecting-services';
import { istioLabels } from '../../../products/istio';
import { noPorts } from '../../sets/port-intervals';
import type { ServerPolicy } from '../mesh-policy';
import type { MeshReader } from '../mesh-tree';
import { IstioClientRules } from './client-rules';
import { ambientPolicy } from './ambient-policy';
import { ingressPorts, routeElsewhere } from './ingress-ports';
import { IstioMesh } from './istio-mesh';
import { asksForHttp, rangesOf } from './rule-matches';
import { bypassOf, sidecarPolicy, tcpPortsOf } from './sidecar-policy';

/** AuthorizationPolicy and PeerAuthentication, as sidecars, ztunnel and waypoints enforce them. */
export const istioReader: MeshReader = {
  product: 'istio',
  read: (tree) => {
    const mesh = new IstioMesh(tree);
    const known = new Map<string, ServerPolicy>();
    const clients = new IstioClientRules(tree, mesh.rootNamespace);
    const rivals = mesh.rivals();
    return {
      problems: mesh.problems,
      memberOf: (namespace, serviceAccount) => mesh.memberOf(namespace, serviceAccount),
      policyOf: (workload) => policyOf(mesh, workload, known),
      outbound: (source, target) => clients.outbound(source, target),
      hostsOf: (source) => clients.hostsOf(source),
      ranges: [...mesh.policies.flatMap(({ rules }) => rules.flatMap(rangesOf)), ...clients.ranges],
      assumptions: [
        `The trust domain of Istio is ${mesh.trustDomain} and its root namespace ${mesh.rootNamespace}; pods send what they send through its proxies.`,
        ...(rivals.length === 0
          ? []
          : [`Of several policies for the same pods, the first by name is the oldest: ${rivals.join(', ')}.`]),
      ],
    };
  },
};

function policyOf(mesh: IstioMesh, workload: number, known: Map<string, ServerPolicy>): ServerPolicy {
  const ambient = mesh.tree.enrolments[workload]?.mode === 'ambient';
  const compute = ambient ? ambiently(mesh, workload) : withSidecar(mesh, workload);
  let policy = known.get(compute.key);
  if (policy === undefined) known.set(compute.key, (policy = compute.policy()));
  return policy;
}

/** A policy that is only computed where no workload of the same key had it computed. */
interface Computation {
  readonly key: string;
  readonly policy: () => ServerPolicy;
}

function withSidecar(mesh: IstioMesh, workload: number): Computation {
  const node = mesh.tree.workloads[workload];
  const policies = mesh.policiesOf(workload);
  const modes = mesh.modesOf(workload);
  const matters = policies.some(({ rules }) => rules.some(asksForHttp));
  const sidecar = mesh.sidecarFor(workload);
  const ingress = ingressPorts(sidecar);
  const ofServices =
    node === undefined || !matters || ingress !== undefined ? noPorts : tcpPortsOf(node, mesh.tree.manifests);
  const tcpPorts = ingress?.tcp ?? ofServices;
  const elsewhere =
    sidecar === undefined || ingress === undefined || ingress.elsewhere.length === 0
      ? undefined
      : routeElsewhere(ingress.elsewhere, sidecar);
  const bypass = node === undefined ? noPorts : bypassOf(node);
  const names = policies.map(({ name }) => name);
  return {
    key: JSON.stringify([
      'sidecar',
      names,
      [...modes.ports],
      modes.others,
      tcpPorts,
      bypass,
      elsewhere === undefined ? [] : [elsewhere.ports, sidecar?.name],
    ]),
    policy: () => sidecarPolicy(mesh.budget, policies, modes, tcpPorts, bypass, elsewhere),
  };
}

function ambiently(mesh: IstioMesh, workload: number): Computation {
  const { pods = [], ports = [] } = mesh.tree.workloads[workload] ?? {};
  const services = pods.flatMap((pod) => servicesSelecting(mesh.tree.manifests, pod.owner));
  const modes = mesh.modesOf(workload);
  const names = mesh.policiesOf(workload).map(({ name }) => name);
  const behind = services.map(({ manifest }) => identityKey(identityOf(manifest)));
  const waypointOwn = pods.map(({ labels }) => labels[istioLabels.useWaypoint]);
  return {
    key: JSON.stringify(['ambient', names, [...modes.ports], modes.others, behind, waypointOwn, ports]),
    policy: () => ambientPolicy(mesh, workload),
  };
}
