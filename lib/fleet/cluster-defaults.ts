import type { NetworkFacts } from './network-facts';

/** Where kubeadm, kind and the managed providers run DNS, and how pods reach the API server. */
export const defaultNetwork: Omit<NetworkFacts, 'cni'> = {
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

/** DNS domain of Services where the kubelet is told nothing else. */
export const defaultDnsDomain = 'cluster.local';
