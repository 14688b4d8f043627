import type { Shape } from '../fleet/shape';
import type { Peer } from './connection';
import type { HasWorkload } from './workload-model';

/** What a connection may be to or from: a workload or blueprint, or one of the peers that `Peers` makes. */
export type PeerLike = Peer | HasWorkload;

/** What can be an end of a connection: JavaScript lets any object through, and a connection to it would open nothing. */
export const peerShape: Shape = (value, path) =>
  isEnd(value)
    ? undefined
    : {
        path,
        message: `Invalid value: ${kindOf(value)}: must be a blueprint, a Workload or one of Peers`,
        fix: 'Workload.from(…) makes a Workload of a cdk8s-plus one, and an ExternalService has its .peer',
      };

function isEnd(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('type' in value && value.type !== 'workload') return typeof value.type === 'string';
  return 'workload' in value && isWorkload(value.workload);
}

/** Whether it has what every connection asks of a workload. */
function isWorkload(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isText = (field: string): boolean => typeof Reflect.get(value, field) === 'string';
  const labels: unknown = Reflect.get(value, 'selectorLabels');
  const hasLabels = typeof labels === 'object' && labels !== null;
  return isText('name') && isText('namespace') && hasLabels && Array.isArray(Reflect.get(value, 'ports'));
}

/** The peer that a blueprint or workload stands for. */
export function toPeer(peer: PeerLike): Peer {
  return 'type' in peer ? peer : { type: 'workload', workload: peer.workload };
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? typeof value;
  return value.constructor?.name ?? 'an object';
}
