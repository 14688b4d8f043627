import { matchesGlob } from '../../manifest/objects/glob';
import type { Certainty } from '../sets/certainty';
import type { PolicyPeer, NetworkPolicyRule } from '../policies/policy';
import type { AddressRange } from '../../manifest/network/address-range';
import { piecesWithin } from './address-space';
import type { ClusterAddresses } from './cluster-addresses';

/** Where a name stands for something outside, or in the cluster but in no manifest. */
interface Surroundings {
  readonly pieces: readonly AddressRange[];
  readonly addresses: ClusterAddresses;
}

/** Entities of Cilium that are in the cluster, and those of them that are nodes. */
const clusterEntities = ['host', 'remote-node', 'kube-apiserver', 'health', 'init', 'ingress', 'unmanaged'].map(entity);
const nodeEntities = ['host', 'remote-node'].map(entity);
const apiServer = entity('kube-apiserver');

/**
 * Whether a peer of a rule is what policies call by a name: a host by its name in the DNS, or an entity of Cilium. That a
 * host has an address or another name which an allowing rule names is not counted: its own name is what is asked about.
 */
export function namesPeer(
  peer: PolicyPeer,
  name: string,
  action: NetworkPolicyRule['action'],
  { pieces, addresses }: Surroundings,
): Certainty {
  const isNode = nodeEntities.includes(name);
  switch (peer.kind) {
    case 'everything':
      return 'yes';
    case 'cluster':
      if (name === apiServer) return { when: 'the API server may run in the cluster or elsewhere' };
      return clusterEntities.includes(name) ? 'yes' : 'no';
    case 'pods':
      return 'no';
    case 'addresses': {
      if (isNode) return addresses.concerns(peer, 'nodes');
      if (clusterEntities.includes(name) && name !== apiServer) return 'no';
      const left = piecesBeside(pieces, peer.ranges);
      if (left === 0) return 'yes';
      return left < pieces.length && action !== 'Allow' ? { when: `${name} may have these addresses` } : 'no';
    }
    case 'unknown': {
      if (peer.name !== undefined && matchesName(peer.name, name)) return 'yes';
      if (isNode && peer.nodes === 'all') return 'yes';
      const maybeNode = peer.nodes !== undefined && (name === apiServer || (isNode && !isEntityOfNodes(peer.name)));
      if (maybeNode) return { when: `${name} may be one of ${peer.what}` };
      return action === 'Allow' ? 'no' : { when: `${peer.what} may be any` };
    }
  }
}

function entity(name: string): string {
  return `entity:${name}`;
}

/** A host is no remote node, and a remote node no host. */
function isEntityOfNodes(name: string | undefined): boolean {
  return name !== undefined && nodeEntities.includes(name);
}

/** How many pieces of the address space lie outside these ranges. */
function piecesBeside(pieces: readonly AddressRange[], ranges: readonly AddressRange[]): number {
  return pieces.length - new Set(ranges.flatMap((range) => piecesWithin(pieces, range))).size;
}

/** Whether a rule that names a host, or hosts by a pattern, is about a name, or about every name of a pattern. */
function matchesName(said: string, name: string): boolean {
  if (said === name) return true;
  const [patterns, labels] = [said.split('.'), name.split('.')];
  return (
    !name.includes('*') &&
    patterns.length === labels.length &&
    patterns.every((pattern, i) => matchesGlob(pattern, labels[i] ?? ''))
  );
}
