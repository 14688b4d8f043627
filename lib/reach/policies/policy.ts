import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { AddressRange } from '../../manifest/network/address-range';
import type { ConnectionSet, Protocol } from '../sets/connection-set';

export type Direction = 'ingress' | 'egress';

/** When a policy is asked: `admin` rules first, then all `network` rules at once, then `baseline` rules. */
export type PolicyTier = 'admin' | 'network' | 'baseline';

/** What every policy kind is read into, so that one evaluation serves them all. */
export interface Policy {
  readonly source: LocatedManifest;
  /** `NetworkPolicy boutique/cart`. */
  readonly name: string;
  readonly tier: PolicyTier;
  /** Lower is asked earlier; the network tier knows no order. */
  readonly priority: number;
  readonly subject: PodSelection;
  /** Path of what selects the subject, such as `spec.podSelector`. */
  readonly subjectPath: string;
  /** Directions in which a selected pod keeps only what some rule allows. */
  readonly isolates: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly NetworkPolicyRule[]>>;
}

export interface NetworkPolicyRule {
  /** `spec.ingress[0]`. */
  readonly path: string;
  readonly action: 'Allow' | 'Deny' | 'Pass';
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

export type PolicyPeer =
  /** Every pod and every address. */
  | { readonly kind: 'everything'; readonly path: string }
  | PodPeer
  | {
      readonly kind: 'addresses';
      readonly path: string;
      readonly ranges: readonly AddressRange[];
      readonly matching: AddressMatching;
    }
  /** Every pod and every node of the cluster, and no address outside. */
  | { readonly kind: 'cluster'; readonly path: string }
  /** Something that the manifests do not show: nodes, DNS names, groups of a cloud provider. */
  | {
      readonly kind: 'unknown';
      readonly path: string;
      readonly what: string;
      /** What an edge may call it: `api.stripe.com`, `*.stripe.com`, `entity:kube-apiserver`. */
      readonly name?: string;
      /** Whether pods of the manifests may be among them; else addresses alone. */
      readonly maybePods?: true;
      /** Which nodes they are, and with them the pods in the network of their node; left out where they are none. */
      readonly nodes?: 'all' | 'some';
    };

/**
 * Whether pods and nodes are among the addresses of a block. `always`: their addresses are compared like all others.
 * `plugin`: each network plugin does as it likes. `cilium`: pods never are, and nodes where `policy-cidr-match-mode`
 * says so. `outside`: only addresses outside the cluster are.
 */
export type AddressMatching = 'always' | 'plugin' | 'cilium' | 'outside';

export type AddressPeer = Extract<PolicyPeer, { readonly kind: 'addresses' }>;

export interface PodPeer {
  readonly kind: 'pods';
  readonly path: string;
  readonly selection: PodSelection;
  /** Present where the policy names other pods, and these are the rest: it is no mistake that there are none. */
  readonly rest?: true;
}

export type PolicyPort =
  | { readonly kind: 'number'; readonly path: string; readonly connections: ConnectionSet }
  /** Looked up among the ports of the destination; in all protocols where none is given. */
  | { readonly kind: 'name'; readonly path: string; readonly name: string; readonly protocol?: Protocol };

/** Pods by namespace and by label. */
export interface PodSelection {
  /** One namespace by name, or namespaces by label. */
  readonly namespaces: string | LabelSelector;
  readonly pods: LabelSelector;
}
