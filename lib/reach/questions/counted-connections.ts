import { TooManyConnections } from './connections';
import type { NetworkConnection } from './network-connection';

/** As many as are listed in a few seconds, in any format. */
const mostListed = 1_000_000;
/** As many as are kept rather than computed again. */
const mostKept = 50_000;

/**
 * Connections that are counted before the first of them is used. A few are kept; of more, each is computed when it is
 * its turn, and again whenever somebody goes through them again, so that a list of any length takes no memory.
 *
 * @throws TooManyConnections where there are more than anybody waits for
 */
export function countedConnections(
  list: () => Iterable<NetworkConnection>,
  most = mostListed,
): Iterable<NetworkConnection> {
  const kept: NetworkConnection[] = [];
  let count = 0;
  for (const connection of list()) {
    count += 1;
    if (count > most) throw new TooManyConnections(most);
    if (count <= mostKept) kept.push(connection);
  }
  return count <= mostKept ? kept : { [Symbol.iterator]: () => list()[Symbol.iterator]() };
}
