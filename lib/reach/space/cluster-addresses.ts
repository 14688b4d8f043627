import type { CniFacts } from '../../fleet/network-facts';
import type { Certainty } from '../sets/certainty';
import type { AddressPeer, Direction } from '../policies/policy';
import {
  containsAll,
  formatAddressRange,
  overlaps,
  parseCidr,
  wholeFamily,
  type AddressFamily,
  type AddressRange,
} from '../../manifest/network/address-range';

/** What is known of the addresses in a cluster, and of who compares them. */
export interface AddressFacts {
  readonly cni?: CniFacts;
  readonly podCidrs?: readonly string[];
  readonly nodeCidrs?: readonly string[];
  readonly serviceCidrs?: readonly string[];
}

/** Where clusters give pods addresses: the private ranges, and those that carriers and IPv6 sites use. */
export const privateRanges: readonly AddressRange[] = readCidrs('private ranges', [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fd00::/8',
]);

/** Plugins that see the address of the pod behind a Service, and never the Service's own. */
const afterTranslation: readonly CniFacts['product'][] = [
  'calico',
  'cilium',
  'gke-dataplane-v2',
  'kindnet',
  'ovn-kubernetes',
];
/** Plugins that take pods in the network of their node for the node, whatever labels they have. */
const knownToIgnoreNodePods: readonly CniFacts['product'][] = [...afterTranslation, 'vpc-cni'];
/** Plugins that hold a pod to its policies on the way to its own node, too. */
const enforceTowardsOwnNode: readonly CniFacts['product'][] = ['calico', 'cilium', 'gke-dataplane-v2'];

/** Which pods and nodes a block of addresses is about. */
export class ClusterAddresses {
  private readonly pods: readonly AddressRange[];
  private readonly nodes: readonly AddressRange[];
  private readonly services: readonly AddressRange[];
  /** The network plugin, where it is known. */
  readonly cni: CniFacts | undefined;
  private readonly knowsPods: boolean;
  private readonly knowsServices: boolean;

  /** @throws RangeError for a fact that is no CIDR */
  constructor({ cni, podCidrs, nodeCidrs = [], serviceCidrs }: AddressFacts, families: readonly AddressFamily[]) {
    this.cni = cni;
    this.knowsPods = podCidrs !== undefined;
    this.knowsServices = serviceCidrs !== undefined;
    const ofFamilies = (ranges: readonly AddressRange[]): readonly AddressRange[] =>
      ranges.filter(({ family }) => families.includes(family));
    this.pods = podCidrs === undefined ? ofFamilies(privateRanges) : readCidrs('podCidrs', podCidrs);
    this.nodes = nodeCidrs.length === 0 ? families.map(wholeFamily) : readCidrs('nodeCidrs', nodeCidrs);
    this.services = serviceCidrs === undefined ? ofFamilies(privateRanges) : readCidrs('serviceCidrs', serviceCidrs);
  }

  /** The addresses of pods and Services, where somebody says which. */
  get known(): Readonly<Record<'pod' | 'service', readonly AddressRange[]>> {
    return { pod: this.knowsPods ? this.pods : [], service: this.knowsServices ? this.services : [] };
  }

  /** Where nodes may have their addresses: everywhere, where nobody says. */
  get nodeRanges(): readonly AddressRange[] {
    return this.nodes;
  }

  /** What is taken for granted of addresses that no fact names. */
  get assumptions(): readonly string[] {
    const asked = 'Addresses that a list or a question names are outside the cluster.';
    if (this.knowsPods) return [asked];
    const ranges = this.pods.map(formatAddressRange).join(', ');
    return [asked, `Pods have private addresses (${ranges}), as nobody says which (network.podCidrs).`];
  }

  /** Whether a block is about pods with addresses of their own, or about those in the network of their node. */
  concerns({ ranges, matching }: AddressPeer, who: 'pods' | 'nodes'): Certainty {
    switch (matching) {
      case 'outside':
        return 'no';
      case 'always':
        return this.byAddress(ranges, who);
      case 'cilium':
        return who === 'pods' ? 'no' : this.byPlugin(ranges, who);
      case 'plugin':
        return this.byPlugin(ranges, who);
    }
  }

  /**
   * Whether a block may lead to pods through a Service, on whatever port: some plugins look at a packet before the address
   * and the port of a Service become those of a pod.
   */
  throughServices({ ranges, matching }: AddressPeer, direction: Direction): Certainty {
    const isAsked = direction === 'egress' && matching === 'plugin' && this.cni?.ipBlockMatchesPods !== false;
    return isAsked && this.byAddress(ranges, 'pods') === 'no' ? this.byService(ranges) : 'no';
  }

  /** Why a selector may take a pod in the network of its node; undefined where it does not. */
  get nodePodsByLabel(): string | undefined {
    const known = this.cni !== undefined && knownToIgnoreNodePods.includes(this.cni.product);
    return known ? undefined : 'some network plugins know pods in the network of their node by their labels';
  }

  /** Why a pod that is isolated may still talk with a pod in the network of a node; undefined where it may not. */
  pastIsolation(direction: Direction): string | undefined {
    const enforced = this.cni !== undefined && enforceTowardsOwnNode.includes(this.cni.product);
    if (direction === 'egress' && enforced) return undefined;
    return 'what is in the network of a node may talk with the pods of that node, whatever isolates them';
  }

  private byPlugin(ranges: readonly AddressRange[], who: 'pods' | 'nodes'): Certainty {
    const matches = who === 'pods' ? this.cni?.ipBlockMatchesPods : this.cni?.ipBlockMatchesNodes;
    if (matches === false) return 'no';
    const byAddress = this.byAddress(ranges, who);
    if (byAddress === 'no') return 'no';
    if (matches === true) return byAddress;
    return { when: `whether a block of addresses is about ${who} depends on the network plugin` };
  }

  private byAddress(ranges: readonly AddressRange[], who: 'pods' | 'nodes'): Certainty {
    const own = who === 'pods' ? this.pods : this.nodes;
    if (!ranges.some((range) => own.some((each) => overlaps(range, each)))) return 'no';
    if (containsAll(ranges, own)) return 'yes';
    return { when: `the addresses of ${who} may be in the block or not` };
  }

  private byService(ranges: readonly AddressRange[]): Certainty {
    if (this.cni !== undefined && afterTranslation.includes(this.cni.product)) return 'no';
    if (!ranges.some((range) => this.services.some((each) => overlaps(range, each)))) return 'no';
    return { when: 'the block may be about the address of a Service, which leads to pods' };
  }
}

function readCidrs(fact: string, cidrs: readonly string[]): readonly AddressRange[] {
  return cidrs.map((text) => {
    const range = parseCidr(text);
    if (range !== undefined) return range;
    throw new RangeError(`network.${fact}: Invalid value: ${JSON.stringify(text)}: must be a CIDR such as 10.0.0.0/8`);
  });
}
