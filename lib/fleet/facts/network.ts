import { cniFacts } from '../cni';
import { differences } from '../differences';
import type { NetworkFacts } from '../network-facts';
import { fields, listOf, oneOf, portNumber, text, type Shape } from '../shape';
import { podsAt } from '../pods-at-shape';
import type { CniProps } from './cni';
import type { Fact } from './fact';

/** Where a cluster has its infrastructure, as users write it. */
export interface NetworkProps {
  /**
   * Where DNS, monitoring, ingress controllers, nodes and the API server are found: network policies open paths to and
   * from exactly there. Each part has a default of its own.
   *
   * @default DNS in kube-system (`k8s-app: kube-dns`, port 53), the API server on port 443, nothing else
   */
  readonly network?: Partial<Omit<NetworkFacts, 'cni'>>;
}

/** The network of a cluster. */
export interface NetworkFact {
  /** What enforces network policy, and where DNS, monitoring, controllers and the API server are found. */
  readonly network: NetworkFacts;
}

/** Where kubeadm, kind and the managed providers run DNS, and how pods reach the API server. */
const defaultNetwork: Omit<NetworkFacts, 'cni'> = {
  dns: {
    namespace: 'kube-system',
    podLabels: { 'k8s-app': 'kube-dns' },
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  },
  ingressControllers: [],
  apiServer: { cidrs: [], port: 443 },
  nodeCidrs: [],
};

const networkFields = fields({
  'dns?': fields({
    ...podsAt,
    ports: listOf(fields({ protocol: oneOf('TCP', 'UDP', 'SCTP'), port: portNumber })),
  }),
  'monitoring?': fields(podsAt),
  'ingressControllers?': listOf(
    fields({
      ...podsAt,
      className: text,
      api: oneOf('Ingress', 'Gateway'),
      'gateway?': fields({ namespace: text, name: text, 'tlsListener?': text }),
    }),
  ),
  'apiServer?': fields({ cidrs: listOf(text), port: portNumber }),
  'nodeCidrs?': listOf(text),
  'podCidrs?': listOf(text),
  'serviceCidrs?': listOf(text),
});

/** The plugin stands beside the network, not in it. */
const shape: Shape = (value, path) => {
  const problem = networkFields(value, path);
  return problem?.path === `${path}.cni`
    ? { ...problem, fix: 'write "cni" beside "network", as a fact of its own' }
    : problem;
};

export const networkFact: Fact<NetworkProps & CniProps, NetworkFact> = {
  props: { 'network?': shape },
  layers: 'field by field',
  resolve: ({ network, cni = 'other' }) => ({
    network: { ...defaultNetwork, ...network, cni: typeof cni === 'string' ? cniFacts(cni) : cni },
  }),
  describe: ({ network }) => ({ network: network === undefined ? undefined : describeNetwork(network) }),
};

function describeNetwork(network: NetworkFacts): object {
  const { dns, monitoring, ingressControllers, apiServer, nodeCidrs, podCidrs, serviceCidrs } = network;
  const described = { dns, monitoring, ingressControllers, apiServer, nodeCidrs, podCidrs, serviceCidrs };
  return differences(described, defaultNetwork);
}
