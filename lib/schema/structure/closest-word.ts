/** Nobody mistypes more than this: what is longer, or one of more, is looked for by its letters alone, or not at all. */
const longestWord = 100;
const mostLookedAt = 500;
/** Letters that are compared with letters, for one word. */
const mostSteps = 8000;

// Looked up once: it is asked for every letter.
const { min } = Math;

/**
 * The word that was most likely meant: the same one in another case, else the nearest by edits, as long as no more
 * than a third of it would have to change. Of very many candidates, the first ones are looked at.
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const folded = word.toLowerCase();
  let closest: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  let steps = 0;
  for (const candidate of candidates.slice(0, mostLookedAt)) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const other = candidate.toLowerCase();
    if (other === folded) return candidate;
    if (word.length > longestWord || steps > mostSteps) continue;
    steps += word.length * other.length;
    const edits = editDistance(folded, other, fewest);
    if (edits < fewest) [closest, fewest] = [candidate, edits];
  }
  return closest;
}

/** Insertions, removals, replacements and swaps of neighbours that turn one word into the other; `enough` stands for more. */
function editDistance(from: string, to: string, enough: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replace = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let best = min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) best = min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (i > 1 && min(...row) >= enough && min(...last) >= enough) return enough;
    [beforeLast, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
