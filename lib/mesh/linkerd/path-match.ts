import { appendTo } from '../../manifest/objects/append-to';
import { compareText } from '../../manifest/objects/compare-text';
import type { HttpRouteMatch } from '../gateway-api/route-match';
import { isRoutePath } from '../gateway-api/route-path';
import { covers, isShortest, textOf, type PathPattern } from './path-pattern';

export type PathMatch = NonNullable<HttpRouteMatch['path']>;

/**
 * The match for the paths of one pattern that no other pattern inside it has.
 *
 * A proxy compares two matches of one request by how many characters of its path they match, and knows no difference
 * between kinds: a tie goes to the older route. So that none comes up, what stands beside other matches leaves their
 * paths out. PathPrefix is for all paths alone, which is shorter than anything else: `/a` as a prefix has `/a` itself too,
 * not only what is below it.
 */
export function emitPathMatch(pattern: PathPattern, all: readonly PathPattern[]): PathMatch {
  if ('exact' in pattern) {
    // The API takes no path that is not in its normal form, which that of a probe may be.
    return isRoutePath(pattern.exact)
      ? { type: 'Exact', value: pattern.exact }
      : { type: 'RegularExpression', value: escape(pattern.exact) };
  }
  const inside = all.filter((other) => covers(pattern, other) && !covers(other, pattern));
  if (isShortest(pattern, all)) return { type: 'PathPrefix', value: '/' };
  const left = inside.map((other) => ({ ...other, rest: textOf(other).slice(pattern.below.length) }));
  return { type: 'RegularExpression', value: `${escape(pattern.below)}${anyBut(left)}` };
}

type Remainder = PathPattern & { readonly rest: string };

/** A regular expression for every text but the given ones and what begins with the given beginnings. */
function anyBut(excluded: readonly Remainder[]): string {
  if (excluded.length === 0) return '.*';
  const isExcluded = excluded.some((remainder) => remainder.rest === '');
  const byFirst = new Map<string, Remainder[]>();
  for (const remainder of excluded) {
    const [first] = remainder.rest;
    if (first === undefined) continue;
    appendTo(byFirst, first, { ...remainder, rest: remainder.rest.slice(first.length) });
  }
  const begun = [...byFirst].sort(([a], [b]) => compareText(a, b));
  const others = begun.length === 0 ? '.+' : `[^${begun.map(([first]) => escapeInClass(first)).join('')}].*`;
  const branches = begun.flatMap(([first, remainders]) =>
    // A beginning ends here: nothing that goes on from it is left.
    remainders.some((remainder) => 'below' in remainder && remainder.rest === '')
      ? []
      : [`${escape(first)}${anyBut(remainders)}`],
  );
  const alternatives = [others, ...branches];
  const some = alternatives.length === 1 && isExcluded ? others : `(?:${alternatives.join('|')})`;
  return isExcluded ? some : `${some}?`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function escapeInClass(character: string): string {
  return character.replace(/[\\^\-[\]&~]/, '\\$&');
}
