import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import { wholeFamily } from '../../manifest/network/address-range';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { ciliumKey, readCiliumSelection, selectsOtherCluster, selectsReserved } from './cilium-selector';
import { readCiliumServices } from './cilium-services';
import type { FieldReader } from './field-reader';
import type { Direction, PolicyPeer } from './policy';

/** Fields that name peers by what the manifests do not show. */
const unknownPeers = ['FQDNs', 'Groups', 'Nodes'];

/**
 * Who a Cilium rule is about. A rule that names no kind of peer but ports is about everyone; one that names nothing at
 * all, or an empty list, is about no one: that is how Cilium policies write "deny by default".
 */
export function readCiliumPeers(
  reader: FieldReader,
  rule: JsonObject,
  path: string,
  direction: Direction,
  namespace: string | undefined,
  manifests: ManifestSet,
): readonly PolicyPeer[] {
  const prefix = direction === 'ingress' ? 'from' : 'to';
  const kinds = ['CIDR', 'CIDRSet', 'Endpoints', 'Entities', 'Services', ...unknownPeers].map(
    (kind) => `${prefix}${kind}`,
  );
  reader.object(rule, path, [...kinds, `${prefix}Requires`, 'toPorts', 'icmps', 'authentication']);
  const named = kinds.filter((kind) => rule[kind] !== undefined && rule[kind] !== null);
  if (named.length === 0) return rule.toPorts === undefined ? [] : [{ kind: 'everything', path }];
  const entities = reader.list(rule[`${prefix}Entities`], `${path}.${prefix}Entities`).map(({ item }) => item);
  const everyNode = entities.includes('host') && entities.includes('remote-node');
  return named.flatMap((kind) =>
    reader.list(rule[kind], `${path}.${kind}`).flatMap((entry): readonly PolicyPeer[] => {
      switch (kind.slice(prefix.length)) {
        case 'Endpoints':
          return readEndpoints(reader, entry.item, entry.path, namespace);
        case 'Entities':
          return readEntity(reader, entry.item, entry.path, everyNode);
        case 'CIDR':
          return readBlock(reader, { cidr: entry.item }, entry.path);
        case 'CIDRSet':
          return readBlock(reader, isJsonObject(entry.item) ? entry.item : {}, entry.path);
        case 'Services':
          return readCiliumServices(reader, entry.item, entry.path, manifests);
        default:
          return [
            {
              kind: 'unknown',
              path: entry.path,
              what: `peers by ${kind}`,
              ...nameOf(entry.item),
              ...(kind.endsWith('Nodes') && { nodes: 'some' }),
            },
          ];
      }
    }),
  );
}

/** Hosts are known by their name, or by the pattern that their names have. */
function nameOf(entry: JsonValue): { readonly name?: string } {
  const { matchName, matchPattern } = isJsonObject(entry) ? entry : {};
  const name = matchName ?? matchPattern;
  return typeof name === 'string' ? { name } : {};
}

function readEndpoints(
  reader: FieldReader,
  value: JsonValue,
  path: string,
  namespace: string | undefined,
): readonly PolicyPeer[] {
  const selector = reader.selector(value, path, ciliumKey) ?? {};
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
const nodeEntities: readonly JsonValue[] = ['host', 'remote-node', 'kube-apiserver'];

/**
 * The world is what is outside the cluster; the cluster has its nodes, too. A node is the host to its own pods, and a
 * remote one to all others.
 */
function readEntity(reader: FieldReader, value: JsonValue, path: string, everyNode: boolean): readonly PolicyPeer[] {
  reader.oneOf(value, path, knownEntities);
  switch (value) {
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
          what: `the entity ${JSON.stringify(value)}`,
          ...(typeof value === 'string' && { name: `entity:${value}` }),
          ...(nodeEntities.includes(value) && {
            nodes: everyNode && value !== 'kube-apiserver' ? 'all' : 'some',
          }),
          ...(value === 'unmanaged' && { maybePods: true }),
        },
      ];
  }
}

function readBlock(reader: FieldReader, block: JsonObject, path: string): readonly PolicyPeer[] {
  if (block.cidr === undefined) return [{ kind: 'unknown', path, what: 'a group of addresses' }];
  const text = typeof block.cidr === 'string' ? block.cidr : undefined;
  // Cilium takes a plain address for a block of one.
  const single = text !== undefined && !text.includes('/');
  const cidr = single ? `${text}/${text.includes(':') ? 128 : 32}` : block.cidr;
  const except = isJsonArray(block.except) ? block.except : undefined;
  return [
    {
      kind: 'addresses',
      path,
      ranges: reader.block({ cidr, ...(except && { except }) }, path, `${path}.except`),
      matching: 'cilium',
    },
  ];
}
