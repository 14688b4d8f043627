import type { RelatedQuery } from '../../plan/plan-tree';

/**
 * Whether a file may hold an object that somebody asks for. Its text is looked at, not parsed: a kind and a name stand
 * in it literally, so that no object is missed; one too many does no harm.
 */
export function matchesQueries(text: string, queries: readonly RelatedQuery[]): boolean {
  const kinds = kindsIn(text);
  const open = queries.filter((query) => query.kinds === undefined || query.kinds.some((kind) => kinds.has(kind)));
  if (open.length === 0) return false;
  if (open.some(({ words }) => words === undefined)) return true;
  for (const [word] of text.matchAll(/[A-Za-z0-9][\w.-]*/g)) {
    if (open.some(({ words }) => words?.has(word) === true)) return true;
  }
  return false;
}

function kindsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\bkind["']?\s*:\s*["']?([A-Za-z]+)/g)].map(([, kind = '']) => kind));
}
