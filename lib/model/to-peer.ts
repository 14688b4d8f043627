import type { Peer } from './connection';
import type { HasWorkload } from './workload-model';

/** What a connection may be to or from: a workload or blueprint, or one of the peers that `Peers` makes. */
export type PeerLike = Peer | HasWorkload;

/**
 * The peer that a blueprint or workload stands for.
 *
 * @throws where it is neither: JavaScript lets any object through, and a connection to it would open nothing
 */
export function toPeer(where: string, peer: PeerLike): Peer {
  const given: unknown = peer;
  if (typeof given === 'object' && given !== null) {
    if ('type' in peer) return peer;
    if ('workload' in peer) return { type: 'workload', workload: peer.workload };
  }
  throw new Error(
    `${where}: Invalid value: ${kindOf(given)}: must be a blueprint, a Workload or one of Peers; ` +
      'Workload.from(…) makes a Workload of a cdk8s-plus one, and an ExternalService has its .peer',
  );
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? typeof value;
  return value.constructor?.name ?? 'an object';
}
