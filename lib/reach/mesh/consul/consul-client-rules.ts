import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';
import { overlaps, parseAddressRange, type AddressRange } from '../../../manifest/network/address-range';
import { metadataOfNamespace, metadataOfPod } from '../enrolment';
import { outboundDecision, type Outbound, type OutboundGrant, type OutboundTarget } from '../outbound';
import type { MeshTree } from '../mesh-tree';

/** An address outside that ServiceDefaults make a destination of the mesh. */
interface Destination {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly ranges: readonly AddressRange[];
  readonly port: number | undefined;
}

/**
 * What the proxies of Consul let out: where the Mesh entry says `meshDestinationsOnly`, a transparent proxy drops what
 * goes to no service of the mesh and no destination that ServiceDefaults name.
 *
 * @see https://developer.hashicorp.com/consul/docs/reference/config-entry/mesh
 */
export class ConsulClientRules {
  private readonly refusedBy: string | undefined;
  private readonly destinations: readonly Destination[];
  private readonly known = new Map<string, Outbound>();

  constructor(private readonly tree: MeshTree) {
    const mesh = tree.manifests
      .ofKind('consul.hashicorp.com', 'Mesh')
      .find(
        ({ manifest }) => Field.root(manifest).at('spec', 'transparentProxy', 'meshDestinationsOnly').boolean === true,
      );
    this.refusedBy = mesh && `${formatIdentity(identityOf(mesh.manifest))} spec.transparentProxy.meshDestinationsOnly`;
    this.destinations = readDestinations(tree.manifests);
  }

  get ranges(): readonly AddressRange[] {
    return this.refusedBy === undefined ? [] : this.destinations.flatMap(({ ranges }) => ranges);
  }

  hostsOf(source: number): readonly string[] {
    return this.refusedBy === undefined || !this.isTransparent(source)
      ? []
      : this.destinations.flatMap(({ hosts }) => hosts);
  }

  outbound(source: number, target: OutboundTarget): Outbound {
    if (this.refusedBy === undefined || target.kind === 'workload' || !this.isTransparent(source)) return open;
    const key = target.kind === 'host' ? target.name : `${target.range.family} ${target.range.first}`;
    let found = this.known.get(key);
    if (found === undefined) {
      const grants = this.destinations.flatMap((each) => grantsOf(each, target));
      this.known.set(key, (found = { decision: outboundDecision(grants, this.refusedBy) }));
    }
    return found;
  }

  /** Without it, a pod sends past its proxy what is no upstream of it. */
  private isTransparent(source: number): boolean {
    const { pods = [] } = this.tree.workloads[source] ?? {};
    return pods.every((pod) => {
      const own = metadataOfPod(pod).annotations.entry('consul.hashicorp.com/transparent-proxy').text;
      const { labels } = metadataOfNamespace(this.tree.manifests, pod.namespace);
      return (own ?? labels.entry('consul.hashicorp.com/transparent-proxy').text ?? 'true') !== 'false';
    });
  }
}

const open: Outbound = {};

function grantsOf({ name, hosts, ranges, port }: Destination, target: OutboundTarget): readonly OutboundGrant[] {
  const ports = port === undefined ? [{ from: 1, to: 65535 }] : [{ from: port, to: port }];
  if (target.kind === 'host') return hosts.includes(target.name) ? [{ ports, by: name }] : [];
  if (target.kind === 'addresses' && ranges.some((range) => overlaps(range, target.range)))
    return [{ ports, by: name }];
  return hosts.length === 0 ? [] : [{ ports, by: name, when: `the address is one of ${hosts.join(', ')}` }];
}

function readDestinations(manifests: ManifestSet): readonly Destination[] {
  return manifests.ofKind('consul.hashicorp.com', 'ServiceDefaults').flatMap(({ manifest }) => {
    const destination = Field.root(manifest).at('spec', 'destination');
    const addresses = destination
      .at('addresses')
      .items()
      .flatMap(({ text }) => text ?? []);
    if (addresses.length === 0) return [];
    return [
      {
        name: formatIdentity(identityOf(manifest)),
        hosts: addresses.filter((text) => parseAddressRange(text) === undefined),
        ranges: addresses.flatMap((text) => parseAddressRange(text) ?? []),
        port: destination.at('port').number,
      },
    ];
  });
}
