import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/field';
import { namespaceOf } from '../../manifest/find-object';
import { parseLabelSelector } from '../../manifest/label-selector';
import type { Check } from '../check';
import { required } from '../field-error';
import { isAmbient, isInjected } from './injection';
import { opensTcp } from './network-policy-rule';

/** The port on which a proxy takes the traffic of the mesh in place of the port of the workload. */
const meshPorts: Readonly<Record<MeshFacts['product'], number>> = { istio: 15008, linkerd: 4143, consul: 20000 };

/** Ports of the proxies themselves, which they are scraped and probed on: nobody is a client there. */
const proxyPorts: Readonly<Record<MeshFacts['product'], readonly number[]>> = {
  istio: [15020, 15021, 15090],
  linkerd: [4190, 4191],
  consul: [],
};

/** A NetworkPolicy that lets clients in by port lets them in on the port of the mesh. */
export const requireMeshPortsInNetworkPolicy: Check = {
  id: 'require-mesh-ports-in-network-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'Between pods of the mesh, packets go to the port of the proxy, not to that of the workload: a policy that names only the latter cuts the pods off from each other.',
  assumptions: ['sidecars of Istio keep the port of the workload, so that only ambient mode needs another one'],
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* ({ manifest }, { manifests, cluster: { mesh } }) {
    const spec = Field.root(manifest).at('spec');
    const selector = parseLabelSelector(spec.at('podSelector').value);
    if (mesh === undefined || selector === undefined) return;
    const pods = manifests.podsSelectedBy(namespaceOf(manifest), selector);
    const isMeshed = pods.some(
      (pod) => isAmbient(pod, manifests, mesh) || (mesh.product !== 'istio' && isInjected(pod, manifests, mesh)),
    );
    const rules = spec
      .at('ingress')
      .items()
      .filter((rule) => isForClients(rule, mesh));
    const port = meshPorts[mesh.product];
    if (!isMeshed || rules.length === 0 || rules.some((rule) => opensTcp(rule, port))) return;
    yield required(
      spec.at('ingress'),
      `TCP ${port}, on which the proxies of the pods take the traffic of the mesh, is closed`,
      `add port ${port} to the rules of the clients in the mesh`,
    );
  },
};

/** Whether a rule lets in pods, on ports that are not those of the proxy alone. Addresses have no proxy. */
function isForClients(rule: Field, { product }: MeshFacts): boolean {
  const peers = rule.at('from').items();
  const ports = rule.at('ports').items();
  const hasPods = peers.length === 0 || peers.some((peer) => !peer.at('ipBlock').isSet);
  return (
    hasPods && (ports.length === 0 || ports.some((port) => !proxyPorts[product].includes(port.at('port').number ?? 0)))
  );
}
