/** One end of a connection, in the form that reports print. */
export type Endpoint = WorkloadEndpoint | AddressEndpoint | IngressControllerEndpoint;

export interface WorkloadEndpoint {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Addresses outside the cluster: `{ ipRange: '10.0.0.0-10.0.0.255' }`. */
export interface AddressEndpoint {
  readonly ipRange: string;
}

/** Whatever controller serves the Ingresses and Gateways of the tree. */
export interface IngressControllerEndpoint {
  readonly ingressController: true;
}

export function isWorkloadEndpoint(endpoint: Endpoint): endpoint is WorkloadEndpoint {
  return 'name' in endpoint;
}

/** `boutique/cart (Deployment)`, `10.0.0.0-10.0.0.255`, `{ingress-controller}`. */
export function formatEndpoint(endpoint: Endpoint): string {
  if ('ipRange' in endpoint) return endpoint.ipRange;
  if ('ingressController' in endpoint) return '{ingress-controller}';
  return `${endpoint.namespace}/${endpoint.name} (${endpoint.kind})`;
}
