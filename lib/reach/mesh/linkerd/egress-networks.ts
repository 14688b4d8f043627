import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';
import {
  containsRange,
  parseCidr,
  subtractRanges,
  wholeFamily,
  type AddressRange,
} from '../../../manifest/network/address-range';
import { allPorts, uniteIntervals, type PortIntervals } from '../../sets/port-intervals';
import { privateRanges } from '../../space/cluster-addresses';
import { outboundDecision, type Outbound, type OutboundTarget } from '../outbound';
import type { MeshTree } from '../mesh-tree';

/** Addresses outside, and what the proxies of a namespace let out to them. */
interface EgressNetwork {
  readonly name: string;
  readonly key: string;
  readonly namespace: string;
  readonly denies: boolean;
  readonly ranges: readonly AddressRange[];
  /** Ports of the routes through it. */
  readonly routedPorts: PortIntervals;
}

/** Namespace whose networks are for the clients of all. */
const forAll = 'linkerd-egress';
const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'];

/**
 * What the proxies of Linkerd let out: what an EgressNetwork that denies stands for goes nowhere but along its routes.
 * The network of the client's namespace counts before those for all, the narrower before the wider.
 *
 * @see https://linkerd.io/2/reference/egress-network/
 */
export class LinkerdClientRules {
  private readonly networks: readonly EgressNetwork[];
  private readonly known = new Map<string, Outbound>();

  constructor(private readonly tree: MeshTree) {
    this.networks = readNetworks(tree.manifests);
  }

  get ranges(): readonly AddressRange[] {
    return this.networks.flatMap(({ ranges }) => ranges);
  }

  outbound(source: number, target: OutboundTarget): Outbound {
    const namespace = this.tree.workloads[source]?.namespace ?? '';
    if (target.kind === 'workload') return open;
    const network = this.networkOf(namespace, target);
    if (network?.denies !== true) return open;
    let found = this.known.get(network.key);
    if (found === undefined) {
      const grant = { ports: network.routedPorts, by: network.name, when: `a route of ${network.name} takes it` };
      const decision = outboundDecision([grant], `${network.name} spec.trafficPolicy`);
      this.known.set(network.key, (found = { decision }));
    }
    return found;
  }

  /** Hosts by their name are taken for addresses that no narrower network names. */
  private networkOf(
    namespace: string,
    target: Exclude<OutboundTarget, { kind: 'workload' }>,
  ): EgressNetwork | undefined {
    for (const home of [namespace, forAll]) {
      const own = this.networks.filter((each) => each.namespace === home);
      if (target.kind === 'host') {
        const denying = own.find(({ denies }) => denies);
        if (denying !== undefined) return denying;
        continue;
      }
      const around = own.flatMap((network) =>
        network.ranges.filter((range) => containsRange(range, target.range)).map((range) => ({ network, range })),
      );
      const [narrowest] = around.sort((a, b) => (size(a.range) < size(b.range) ? -1 : 1));
      if (narrowest !== undefined) return narrowest.network;
    }
    return undefined;
  }
}

const open: Outbound = {};

function size({ first, last }: AddressRange): bigint {
  return last - first;
}

function readNetworks(manifests: ManifestSet): readonly EgressNetwork[] {
  const routes = routeKinds.flatMap((kind) =>
    ['gateway.networking.k8s.io', 'policy.linkerd.io'].flatMap((group) => manifests.ofKind(group, kind)),
  );
  const parents = routes.flatMap(({ manifest }) => {
    const references = Field.root(manifest).at('spec', 'parentRefs').items();
    return references
      .filter((parent) => parent.at('kind').text === 'EgressNetwork')
      .map((parent) => ({
        network: `${parent.at('namespace').text ?? namespaceOf(manifest)}/${parent.at('name').text ?? ''}`,
        port: parent.at('port').number,
      }));
  });
  return manifests.ofKind('policy.linkerd.io', 'EgressNetwork').map(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const networks = spec.at('networks').items();
    const key = `${namespaceOf(manifest)}/${manifest.metadata.name ?? ''}`;
    return {
      name: formatIdentity(identityOf(manifest)),
      key,
      namespace: namespaceOf(manifest),
      denies: spec.at('trafficPolicy').text === 'Deny',
      ranges: networks.length === 0 ? everythingOutside : networks.flatMap(rangesOf),
      routedPorts: parents
        .filter(({ network }) => network === key)
        .reduce<PortIntervals>((all, { port }) => {
          return uniteIntervals(all, port === undefined ? allPorts : [{ from: port, to: port }]);
        }, []),
    };
  });
}

/** Without networks it is every address that is none of the cluster's. */
const everythingOutside = (['IPv4', 'IPv6'] as const).flatMap((family) => {
  return subtractRanges(wholeFamily(family), privateRanges);
});

function rangesOf(network: Field): readonly AddressRange[] {
  const cidr = parseCidr(network.at('cidr').text ?? '');
  if (cidr === undefined) return [];
  const except = network
    .at('except')
    .items()
    .flatMap(({ text }) => parseCidr(text ?? '') ?? []);
  return subtractRanges(cidr, except);
}
