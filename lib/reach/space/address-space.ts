import { overlaps, wholeFamily, type AddressFamily, type AddressRange } from '../../manifest/network/address-range';

/**
 * The addresses outside the cluster, cut at every edge of every range that some policy names:
 * no policy can tell two addresses of one piece apart. Pieces are sorted, IPv4 before IPv6.
 */
export function cutAddressSpace(
  families: readonly AddressFamily[],
  ranges: readonly AddressRange[],
): readonly AddressRange[] {
  return families.flatMap((family) => {
    const { last } = wholeFamily(family);
    // No set: big numbers that differ in their upper half alone have one hash.
    const starts = [0n];
    for (const range of ranges) {
      if (range.family !== family) continue;
      starts.push(range.first);
      if (range.last < last) starts.push(range.last + 1n);
    }
    const sorted = starts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).filter((start, i) => start !== starts[i - 1]);
    return sorted.map((first, i) => ({ family, first, last: (sorted[i + 1] ?? last + 1n) - 1n }));
  });
}

/** Indexes of the pieces that overlap a range: neighbours, because pieces are sorted. */
export function piecesWithin(pieces: readonly AddressRange[], range: AddressRange): readonly number[] {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && before(piece, range)) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let i = low, piece = pieces[i]; piece !== undefined && overlaps(piece, range); piece = pieces[++i])
    found.push(i);
  return found;
}

function before(piece: AddressRange, range: AddressRange): boolean {
  if (piece.family !== range.family) return piece.family === 'IPv4';
  return piece.last < range.first;
}
