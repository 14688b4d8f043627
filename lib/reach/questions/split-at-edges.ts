import { appendTo } from '../../manifest/objects/append-to';
import { formatAddressRange, parseAddressRange, type AddressRange } from '../../manifest/network/address-range';
import { cutAddressSpace, piecesWithin } from '../space/address-space';
import { formatEndpoint, type Endpoint } from './endpoint';
import type { NetworkConnection } from './network-connection';

/**
 * Cuts connections of a workload with the outside at every edge of the ranges that either list has for it, so that two
 * lists can be compared piece by piece. Other connections pass as they are.
 */
export function splitAtEdges(
  connections: readonly NetworkConnection[],
  others: readonly NetworkConnection[],
): readonly NetworkConnection[] {
  const ranges = new Map<string, AddressRange[]>();
  for (const list of [connections, others]) {
    for (const connection of list) {
      const range = outsideOf(connection);
      if (range !== undefined) appendTo(ranges, insideOf(connection, range), range);
    }
  }
  const cut = new Map<string, readonly AddressRange[]>();
  return connections.flatMap((connection) => {
    const range = outsideOf(connection);
    if (range === undefined) return [connection];
    const inside = insideOf(connection, range);
    const pieces = cut.get(inside) ?? cutAddressSpace([range.family], ranges.get(inside) ?? []);
    cut.set(inside, pieces);
    return piecesWithin(pieces, range).flatMap((i) => {
      const piece = pieces[i];
      return piece === undefined ? [] : connection.withOutside({ ipRange: formatAddressRange(piece) });
    });
  });
}

function outsideOf({ from, to }: NetworkConnection): AddressRange | undefined {
  return rangeOf(from) ?? rangeOf(to);
}

/** The workload of a connection with the outside, the direction, and the family of the addresses. */
function insideOf({ from, to }: NetworkConnection, { family }: AddressRange): string {
  return `${nameOf(from)} ${nameOf(to)} ${family}`;
}

function nameOf(endpoint: Endpoint): string {
  return 'ipRange' in endpoint ? '' : formatEndpoint(endpoint);
}

function rangeOf(endpoint: Endpoint): AddressRange | undefined {
  return 'ipRange' in endpoint ? parseAddressRange(endpoint.ipRange) : undefined;
}
