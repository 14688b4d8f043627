import type { RelatedQuery } from '../../plan/plan-tree';

/**
 * The kinds that a file may hold objects of. Its text is looked at, not parsed: a kind stands in it literally, so that no
 * object is missed; one too many does no harm.
 */
export function kindsIn(text: string): ReadonlySet<string> {
  const kinds = [...text.matchAll(/\bkind["']?\s*:\s*["']?([A-Za-z]+)/g)].map(([, kind = '']) => kind);
  const key = kinds.join();
  let set = known.get(key);
  if (set === undefined) {
    set = new Set(kinds);
    if (known.size < mostSets) known.set(key, set);
  }
  return set;
}

/** Most files hold one object, of few kinds. */
const known = new Map<string, ReadonlySet<string>>();
const mostSets = 10_000;

/** The questions that a file with objects of these kinds may answer. */
export function openQueries(kinds: ReadonlySet<string>, queries: readonly RelatedQuery[]): readonly RelatedQuery[] {
  return queries.filter((query) => query.kinds === undefined || query.kinds.some((kind) => kinds.has(kind)));
}

/** Whether a word of a file is one that somebody asks for. */
export function hasWordOf(text: string, queries: readonly RelatedQuery[]): boolean {
  if (queries.some(({ words }) => words === undefined)) return true;
  for (const [word] of text.matchAll(/[A-Za-z0-9][\w.-]*/g)) {
    if (queries.some(({ words }) => words?.has(word) === true)) return true;
  }
  return false;
}
