import { wholeFamily } from '../../manifest/network/address-range';
import type { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { ciliumKey, readCiliumSelection, selectsOtherCluster, selectsReserved } from './cilium-selector';
import { readCiliumServices } from './cilium-services';
import type { Direction, PolicyPeer } from './policy';
import type { PolicyReader } from './policy-reader';

/** Fields that name peers by what the manifests do not show. */
const unknownPeers = ['FQDNs', 'Groups', 'Nodes'];

/**
 * Who a Cilium rule is about. A rule that names no kind of peer but ports is about everyone; one that names nothing at
 * all, or an empty list, is about no one: that is how Cilium policies write "deny by default".
 */
export function readCiliumPeers(
  reader: PolicyReader,
  rule: Field,
  direction: Direction,
  namespace: string | undefined,
  manifests: ManifestSet,
): readonly PolicyPeer[] {
  const prefix = direction === 'ingress' ? 'from' : 'to';
  const kinds = ['CIDR', 'CIDRSet', 'Endpoints', 'Entities', 'Services', ...unknownPeers].map(
    (kind) => `${prefix}${kind}`,
  );
  const { path } = reader.map(rule, [...kinds, `${prefix}Requires`, 'toPorts', 'icmps', 'authentication']);
  const named = kinds.filter((kind) => rule.at(kind).isSet);
  if (named.length === 0) return rule.at('toPorts').isSet ? [{ kind: 'everything', path }] : [];
  const entities = reader.list(rule.at(`${prefix}Entities`)).map(({ text }) => text);
  const everyNode = entities.includes('host') && entities.includes('remote-node');
  return named.flatMap((kind) =>
    reader.list(rule.at(kind)).flatMap((entry): readonly PolicyPeer[] => {
      switch (kind.slice(prefix.length)) {
        case 'Endpoints':
          return readEndpoints(reader, entry, namespace);
        case 'Entities':
          return readEntity(reader, entry, everyNode);
        case 'CIDR':
          return readBlock(reader, entry, entry.at('except'));
        case 'CIDRSet':
          return readBlock(reader, entry.at('cidr'), entry.at('except'));
        case 'Services':
          return readCiliumServices(reader, entry, manifests);
        default:
          return [
            {
              kind: 'unknown',
              path: entry.path,
              what: `peers by ${kind}`,
              ...nameOf(entry),
              ...(kind.endsWith('Nodes') && { nodes: 'some' }),
            },
          ];
      }
    }),
  );
}

/** Hosts are known by their name, or by the pattern that their names have. */
function nameOf(entry: Field): { readonly name?: string } {
  const name = entry.at('matchName').text ?? entry.at('matchPattern').text;
  return name === undefined ? {} : { name };
}

function readEndpoints(reader: PolicyReader, peer: Field, namespace: string | undefined): readonly PolicyPeer[] {
  const { path } = peer;
  const selector = reader.selector(peer, ciliumKey) ?? {};
  if (selectsReserved(selector)) return [{ kind: 'unknown', path, what: 'an endpoint that Cilium reserves' }];
  if (selectsOtherCluster(selector)) return [{ kind: 'unknown', path, what: 'pods of a cluster by its name' }];
  return [{ kind: 'pods', path, selection: readCiliumSelection(selector, namespace, 'peer') }];
}

const knownEntities = [
  'all',
  'world',
  'world-ipv4',
  'world-ipv6',
  'cluster',
  'host',
  'init',
  'ingress',
  'unmanaged',
  'remote-node',
  'health',
  'none',
  'kube-apiserver',
];

/** Entities that are nodes, or pods in the network of one; the API server may run there. */
const nodeEntities: readonly (string | undefined)[] = ['host', 'remote-node', 'kube-apiserver'];

/**
 * The world is what is outside the cluster; the cluster has its nodes, too. A node is the host to its own pods, and a
 * remote one to all others.
 */
function readEntity(reader: PolicyReader, entity: Field, everyNode: boolean): readonly PolicyPeer[] {
  const { path, text } = entity;
  reader.oneOf(entity, knownEntities);
  switch (text) {
    case 'all':
      return [{ kind: 'everything', path }];
    case 'cluster':
      return [{ kind: 'cluster', path }];
    case 'world':
      return [{ kind: 'addresses', path, ranges: [wholeFamily('IPv4'), wholeFamily('IPv6')], matching: 'outside' }];
    case 'world-ipv4':
      return [{ kind: 'addresses', path, ranges: [wholeFamily('IPv4')], matching: 'outside' }];
    case 'world-ipv6':
      return [{ kind: 'addresses', path, ranges: [wholeFamily('IPv6')], matching: 'outside' }];
    default:
      return [
        {
          kind: 'unknown',
          path,
          what: `the entity ${JSON.stringify(entity.value ?? null)}`,
          ...(text !== undefined && { name: `entity:${text}` }),
          ...(nodeEntities.includes(text) && {
            nodes: everyNode && text !== 'kube-apiserver' ? 'all' : 'some',
          }),
          ...(text === 'unmanaged' && { maybePods: true }),
        },
      ];
  }
}

function readBlock(reader: PolicyReader, cidr: Field, except: Field): readonly PolicyPeer[] {
  const { text } = cidr;
  if (!cidr.isSet) return [{ kind: 'unknown', path: cidr.path, what: 'a group of addresses' }];
  // Cilium takes a plain address for a block of one.
  const single = text !== undefined && !text.includes('/');
  const block = reader.cidr(cidr, single ? `${text}/${text.includes(':') ? 128 : 32}` : cidr.value);
  return [{ kind: 'addresses', path: cidr.path, ranges: reader.without(block, except), matching: 'cilium' }];
}
