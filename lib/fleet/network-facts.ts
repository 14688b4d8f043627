/** Labels that select the pods of some piece of infrastructure, in a namespace that the label `kubernetes.io/metadata.name` names. */
export interface PodsAt {
  /** Namespace that the pods run in. */
  readonly namespace: string;
  /** Labels that select the pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The pods' identity, where they are part of the cluster's mesh; left out where they are not. */
  readonly mesh?: { readonly serviceAccountName: string };
}

/** A port of a protocol. */
export interface PortFact {
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** From 1 to 65535. */
  readonly port: number;
}

/** The plugin that enforces network policies, and what it can enforce. */
export interface CniFacts {
  /** Name of the product, for messages. */
  readonly product:
    'cilium' | 'calico' | 'ovn-kubernetes' | 'vpc-cni' | 'gke-dataplane-v2' | 'azure' | 'kindnet' | 'none' | 'other';
  /** False where NetworkPolicy objects are stored and ignored (plain flannel, for instance). */
  readonly networkPolicy: boolean;
  /** Whether `endPort` is enforced. */
  readonly endPort: boolean;
  /** Whether SCTP rules are enforced. */
  readonly sctp: boolean;
  /** Whether `CiliumNetworkPolicy` (with rules by DNS name) is available. */
  readonly ciliumNetworkPolicy: boolean;
  /** Whether pods are among the addresses of an `ipBlock`; left out where that is not known. */
  readonly ipBlockMatchesPods?: boolean;
  /** Whether nodes are, and pods in the network of their node; left out where that is not known. */
  readonly ipBlockMatchesNodes?: boolean;
  /** Cluster-wide policy API that is installed and enforced. */
  readonly adminPolicy?: 'AdminNetworkPolicy' | 'ClusterNetworkPolicy';
}

/** Where the infrastructure that every pod needs, or that needs every pod, is found in a cluster. */
export interface NetworkFacts {
  /** What of a network policy is enforced. */
  readonly cni: CniFacts;
  /** DNS pods and the ports that they listen on behind the Service (53 unless the distribution moved it). */
  readonly dns: PodsAt & { readonly ports: readonly PortFact[] };
  /** Pods that scrape metrics; left out where nothing does. */
  readonly monitoring?: PodsAt;
  /** Ingress controllers and gateways by class name. */
  readonly ingressControllers: readonly IngressControllerFacts[];
  /** Addresses and port of the API server, as pods reach it. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly port: number };
  /** Addresses of the nodes, from which kubelet probes come where the CNI does not allow them by itself. */
  readonly nodeCidrs: readonly string[];
  /** Addresses of the pods; left out where they are not known: they are taken for private ones. */
  readonly podCidrs?: readonly string[];
  /** Addresses of the Services within the cluster; left out where they are not known: they are taken for private ones. */
  readonly serviceCidrs?: readonly string[];
}

/** What lets requests into the cluster: network policies open pods to exactly its pods, and routes name its class. */
export interface IngressControllerFacts extends PodsAt {
  /** Name of the IngressClass or GatewayClass that it serves. */
  readonly className: string;
  /** What an exposed workload gets: an Ingress, or a route of the Gateway API. */
  readonly api: 'Ingress' | 'Gateway';
  /**
   * For `api: 'Gateway'`: the Gateway that routes attach to, and the name of its listener that ends TLS. A route with
   * `tls` attaches to that listener alone.
   */
  readonly gateway?: { readonly namespace: string; readonly name: string; readonly tlsListener?: string };
}
