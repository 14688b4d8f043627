import type { MeshFacts } from '../../fleet/mesh-facts';
import type { IngressControllerFacts } from '../../fleet/network-facts';
import type { AddressFacts } from '../space/cluster-addresses';
import type { AddressFamily } from '../../manifest/network/address-range';
import type { Layer } from './layer';

/** What is known besides the manifests, and whose word counts. */
export interface ReachabilityOptions {
  /** Where ingress controllers run. Left out, a controller is a pod of which nothing is known. */
  readonly ingressControllers?: readonly IngressControllerFacts[];
  /**
   * Families of the addresses outside the cluster.
   *
   * @default IPv4, and IPv6 where some policy names an IPv6 block
   */
  readonly addressFamilies?: readonly AddressFamily[];
  /**
   * The network plugin, and the addresses of pods, nodes and Services: they say whether a block of addresses is about
   * pods. What they leave open is unproved.
   *
   * @default nothing is known but that pods have private addresses
   */
  readonly network?: AddressFacts;
  /**
   * Who is asked whether a connection passes.
   *
   * @default 'both', which is 'network' for a tree without a mesh
   */
  readonly layer?: Layer;
  /**
   * What is known of the mesh besides the manifests: its trust domain and root namespace.
   *
   * @default the product's defaults
   */
  readonly mesh?: MeshFacts;
}
