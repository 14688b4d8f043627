import type { CniFacts } from './network-facts';
import { assertShape } from './reject';
import { fieldsOf, flag, oneOf, type FieldShapes } from './shape';

/** Name of a network plugin; `none` for one that ignores network policies, `other` for one that enforces all of NetworkPolicy. */
export type CniProduct = CniFacts['product'];

const enforcesAll = { networkPolicy: true, endPort: true, sctp: true, ciliumNetworkPolicy: false } as const;
const comparesAddresses = { ipBlockMatchesPods: true, ipBlockMatchesNodes: true } as const;

/**
 * What the common plugins enforce in their default installation. Cilium needs `sctp.enabled` for SCTP;
 * the AWS plugin's policy agent enforces TCP, UDP and SCTP with ranges; `none` stores policies and ignores them. Cilium
 * knows pods by their identity and never by a block of addresses, and nodes where `policy-cidr-match-mode` says so;
 * Azure has plugins of both kinds.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/#networkpolicy
 * @see https://github.com/projectcalico/calico/issues/6634
 */
const knownPlugins: Readonly<Record<CniProduct, CniFacts>> = {
  azure: { product: 'azure', ...enforcesAll },
  calico: { product: 'calico', ...enforcesAll, ...comparesAddresses },
  cilium: { product: 'cilium', ...enforcesAll, sctp: false, ciliumNetworkPolicy: true, ipBlockMatchesPods: false },
  'gke-dataplane-v2': { product: 'gke-dataplane-v2', ...enforcesAll, sctp: false, ipBlockMatchesPods: false },
  kindnet: { product: 'kindnet', ...enforcesAll, ...comparesAddresses },
  none: { product: 'none', networkPolicy: false, endPort: false, sctp: false, ciliumNetworkPolicy: false },
  other: { product: 'other', ...enforcesAll },
  'ovn-kubernetes': {
    product: 'ovn-kubernetes',
    ...enforcesAll,
    ...comparesAddresses,
    adminPolicy: 'AdminNetworkPolicy',
  },
  'vpc-cni': { product: 'vpc-cni', ...enforcesAll, ...comparesAddresses },
};

/** The network plugins that are known by name. */
export const cniProducts: readonly string[] = Object.keys(knownPlugins);

/** What an installation may enforce or not, and how each is checked. */
export const enforcementShapes: FieldShapes<Omit<CniFacts, 'product'>> = {
  networkPolicy: flag,
  endPort: flag,
  sctp: flag,
  ciliumNetworkPolicy: flag,
  'ipBlockMatchesPods?': flag,
  'ipBlockMatchesNodes?': flag,
  'adminPolicy?': oneOf('AdminNetworkPolicy', 'ClusterNetworkPolicy'),
};

const differencesShape = fieldsOf<Partial<Omit<CniFacts, 'product'>>>({
  'networkPolicy?': flag,
  'endPort?': flag,
  'sctp?': flag,
  'ciliumNetworkPolicy?': flag,
  'ipBlockMatchesPods?': flag,
  'ipBlockMatchesNodes?': flag,
  'adminPolicy?': oneOf('AdminNetworkPolicy', 'ClusterNetworkPolicy'),
});

/** What a network plugin enforces: by product name, with what this installation does differently. */
export function cniFacts(product: CniProduct, differences: Partial<Omit<CniFacts, 'product'>> = {}): CniFacts {
  const declared = { kind: 'cniFacts', name: '' };
  assertShape(declared, oneOf(...cniProducts), product, 'product');
  assertShape(declared, differencesShape, differences);
  return { ...knownPlugins[product], ...differences };
}
