/** Nobody mistypes more than this: what is longer, or one of more, is looked for by its letters alone, or not at all. */
const longestWord = 100;
const mostLookedAt = 500;
/** Letters that are compared with letters, for one word. */
const mostSteps = 8000;

// Looked up once: it is asked for every letter.
const { abs, max, min } = Math;

/**
 * The word that was most likely meant: the same one in another case, else the nearest by edits, as long as no more
 * than a third of it would have to change. Of very many candidates, the first ones are looked at.
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const { folded, letters } = spellingOf(word);
  let closest: string | undefined;
  let fewest = max(1, Math.floor(word.length / 3)) + 1;
  let steps = 0;
  for (const candidate of spellingsOf(candidates)) {
    if (abs(candidate.word.length - word.length) >= fewest) continue;
    if (candidate.folded === folded) return candidate.word;
    if (word.length > longestWord || steps > mostSteps || fewestEdits(letters, candidate.letters) >= fewest) continue;
    steps += word.length * candidate.folded.length;
    const edits = editDistance(folded, candidate.folded, fewest);
    if (edits < fewest) [closest, fewest] = [candidate.word, edits];
  }
  return closest;
}

interface Spelling {
  readonly word: string;
  /** In lower case. */
  readonly folded: string;
  /** How often it has each letter; letters share a place where they are many. */
  readonly letters: Uint32Array;
}

const places = 32;

function spellingOf(word: string): Spelling {
  const folded = word.toLowerCase();
  const letters = new Uint32Array(places);
  for (let i = 0; i < folded.length; i += 1) {
    const place = folded.charCodeAt(i) % places;
    letters[place] = (letters[place] ?? 0) + 1;
  }
  return { word, folded, letters };
}

const spellings = new WeakMap<readonly string[], readonly Spelling[]>();

/** Very many words may be looked for in one list. */
function spellingsOf(candidates: readonly string[]): readonly Spelling[] {
  let known = spellings.get(candidates);
  if (known === undefined) spellings.set(candidates, (known = candidates.slice(0, mostLookedAt).map(spellingOf)));
  return known;
}

/** At least so many edits make one word of the other: no edit puts in, takes out or changes more than one letter. */
function fewestEdits(one: Uint32Array, other: Uint32Array): number {
  let more = 0;
  let less = 0;
  for (let place = 0; place < places; place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference > 0) more += difference;
    else less -= difference;
  }
  return max(more, less);
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
