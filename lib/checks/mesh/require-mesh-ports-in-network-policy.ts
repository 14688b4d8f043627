import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import { readPolicy } from '../../reach/policies/read-policies';
import { meshRecords } from '../../products/mesh-records';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';
import type { Check } from '../check';
import { required } from '../field-error';
import { isAmbient, isInjected } from './injection';
import { meshClientsOf } from './mesh-clients';
import { opensTcp } from './network-policy-rule';

/** A NetworkPolicy that lets clients of the mesh in by port lets them in on the port of the mesh. */
export const requireMeshPortsInNetworkPolicy: Check = {
  id: 'require-mesh-ports-in-network-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'Between pods of the mesh, packets go to the port of the proxy, not to that of the workload: a policy that names only the latter cuts the pods off from each other.',
  assumptions: [
    'sidecars of Istio keep the port of the workload, so that only ambient mode needs another one',
    'a namespace of the tree has no other pods than those of the tree and of the known infrastructure',
  ],
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* (object, { manifests, cluster }) {
    const { manifest } = object;
    const { mesh } = cluster;
    const spec = Field.root(manifest).at('spec');
    const selector = parseLabelSelector(spec.at('podSelector').value);
    if (mesh === undefined || selector === undefined) return;
    const pods = manifests.podsSelectedBy(namespaceOf(manifest), selector);
    const port = pods
      .filter((pod) => isAmbient(pod, manifests, mesh) || isInjected(pod, manifests, mesh))
      .map((pod) => enrolmentOfPod(pod, manifests)?.mode ?? 'sidecar')
      .map((mode) => meshRecords[mesh.product].tunnelPort(mode, mode))
      .find((tunnel) => tunnel !== undefined);
    if (port === undefined) return;
    const rules = spec.at('ingress').items();
    if (rules.some((rule) => opensTcp(rule, port))) return;
    const peers = new Map(
      readPolicy(object, manifests).policies.flatMap(({ rules: { ingress } }) =>
        ingress.map((rule) => [rule.path, rule.peers] as const),
      ),
    );
    const clients = rules
      .filter((rule) => opensPod(rule, mesh))
      .flatMap((rule) => (peers.get(rule.path) ?? []).map((peer) => meshClientsOf(peer, manifests, cluster)));
    const closed = `TCP ${port}, on which the proxies of the pods take the traffic of the mesh, is closed`;
    const fix = `add port ${port} to the rules of the clients in the mesh`;
    if (clients.includes('some')) yield required(spec.at('ingress'), closed, fix);
    else if (clients.includes('unknown'))
      yield {
        path: spec.at('ingress').path,
        message: `${closed}, and whether the clients are in the mesh is not known: they are not in this tree`,
        fix: `check the tree of the clients together with this one, or ${fix}`,
        status: 'unproved',
        severity: 'info',
      };
  },
};

/** Whether a rule opens ports that are not those of the proxy alone. */
function opensPod(rule: Field, { product }: MeshFacts): boolean {
  const ports = rule.at('ports').items();
  return (
    ports.length === 0 || ports.some((port) => !meshRecords[product].proxy.ports.includes(port.at('port').number ?? 0))
  );
}
