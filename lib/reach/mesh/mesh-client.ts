import type { AddressRange } from '../../manifest/network/address-range';
import type { MeshProduct } from '../../fleet/mesh-facts';

/** Whoever opens a connection, as the proxy of the server sees it. */
export type ProxyClient = MeshMember | Stranger | UnknownClient;

/** A pod of the mesh: its certificate says who it is. */
export interface MeshMember {
  readonly kind: 'member';
  readonly product: MeshProduct;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** As policies of the product write it. */
  readonly identity: string;
  /** Names of its trust domain that policies may use instead. */
  readonly trustDomainAliases?: readonly string[];
  /** Who else it may be, where the tree does not say which, and on what that depends. */
  readonly otherwise?: { readonly members: readonly MeshMember[]; readonly when: string };
  /** What policies that name members one by one have of it: its account, or the name of its service. */
  readonly key: string;
}

/** Someone outside the mesh, whose connections carry no identity. */
export interface Stranger {
  readonly kind: 'stranger';
  /** Addresses outside the cluster, or those that pods have. */
  readonly address: AddressRange | 'pod';
}

/** Someone of whom the manifests do not even say whether the mesh knows it. */
export interface UnknownClient {
  readonly kind: 'unknown';
  /** `the ingress controller`. */
  readonly what: string;
}

export const strangerPod: Stranger = { kind: 'stranger', address: 'pod' };

/** Clients that no policy distinguishes have the same key. */
export function clientKey(client: ProxyClient): string {
  switch (client.kind) {
    case 'member':
      return `${client.product} ${client.namespace}/${client.serviceAccount} ${client.identity}`;
    case 'stranger':
      return client.address === 'pod' ? 'stranger' : `${client.address.family} ${client.address.first}`;
    case 'unknown':
      return `unknown ${client.what}`;
  }
}
