import { overlaps, wholeFamily, type AddressFamily, type AddressRange } from '../../manifest/network/address-range';

/**
 * The addresses outside the cluster, cut at every edge of every range that some policy names:
 * no policy distinguishes two addresses of one piece. Pieces are sorted, IPv4 before IPv6.
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
  const { first, end } = spanOf(pieces, range);
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** The first of the pieces that overlap a range, and the one behind the last: equal where there are none. */
export function spanOf(
  pieces: readonly AddressRange[],
  range: AddressRange,
): { readonly first: number; readonly end: number } {
  const first = firstWhere(pieces, 0, (piece) => !before(piece, range));
  return { first, end: firstWhere(pieces, first, (piece) => !overlaps(piece, range)) };
}

/** Index of the first piece from a place on of which something is true, which then holds for all behind it. */
function firstWhere(pieces: readonly AddressRange[], from: number, holds: (piece: AddressRange) => boolean): number {
  let low = from;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && !holds(piece)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function before(piece: AddressRange, range: AddressRange): boolean {
  if (piece.family !== range.family) return piece.family === 'IPv4';
  return piece.last < range.first;
}
