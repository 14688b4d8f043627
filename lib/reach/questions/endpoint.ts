/** One end of a connection, in the form that reports print. */
export type Endpoint = WorkloadEndpoint | AddressEndpoint | NamedEndpoint | IngressControllerEndpoint;

/** The pods of a workload of the tree. */
export interface WorkloadEndpoint {
  /** Kind of the object that makes the pods, such as `Deployment`. */
  readonly kind: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Name of the object that makes the pods. */
  readonly name: string;
}

/** Addresses outside the cluster: `{ ipRange: '10.0.0.0-10.0.0.255' }`. */
export interface AddressEndpoint {
  /** First and last address, or a single one. */
  readonly ipRange: string;
}

/** Hosts outside the cluster by the name or pattern that policies have for them: `{ dnsName: 'api.stripe.com' }`. */
export interface NamedEndpoint {
  readonly dnsName: string;
}

/** Whatever controller serves the Ingresses and Gateways of the tree. */
export interface IngressControllerEndpoint {
  /** Tells it from the other ends. */
  readonly ingressController: true;
}

/** Whether an end is a workload of the tree. */
export function isWorkloadEndpoint(endpoint: Endpoint): endpoint is WorkloadEndpoint {
  return 'name' in endpoint;
}

/** `boutique/cart (Deployment)`, `10.0.0.0-10.0.0.255`, `{ingress-controller}`. */
export function formatEndpoint(endpoint: Endpoint): string {
  if ('ipRange' in endpoint) return endpoint.ipRange;
  if ('dnsName' in endpoint) return endpoint.dnsName;
  if ('ingressController' in endpoint) return '{ingress-controller}';
  return `${endpoint.namespace}/${endpoint.name} (${endpoint.kind})`;
}
