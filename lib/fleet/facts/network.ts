import { cniFacts } from '../cni';
import { differences } from '../differences';
import type { NetworkFacts } from '../network-facts';
import { fields, listOf, oneOf, text, wholeNumber } from '../shape';
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

const shape = fields({
  'dns?': fields({
    ...podsAt,
    ports: listOf(fields({ protocol: oneOf('TCP', 'UDP', 'SCTP'), port: wholeNumber })),
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
  'apiServer?': fields({ cidrs: listOf(text), port: wholeNumber }),
  'nodeCidrs?': listOf(text),
  'podCidrs?': listOf(text),
  'serviceCidrs?': listOf(text),
});

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
