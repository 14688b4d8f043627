import type { RouteMatch, StringMatch } from '../../model/traffic-policy';

/**
 * Whether Gateway API would try a later match before an earlier one, for requests that both of them match.
 *
 * It ignores the order of rules: an exact path goes first, then the longest prefix, then a method, then the most
 * headers. Only what is alike in all of that is tried in the order written.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */
export function overtakes(later: RouteMatch, earlier: RouteMatch): boolean {
  return comparePrecedence(later, earlier) > 0 && !excludeEachOther(later, earlier);
}

function comparePrecedence(one: RouteMatch, other: RouteMatch): number {
  const ranks = [one, other].map(rank);
  const [a = [], b = []] = ranks;
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank({ path, method, headers = {}, cookies = {} }: RouteMatch): readonly number[] {
  const cookieHeaders = Object.keys(cookies).length;
  return [
    path !== undefined && 'exact' in path ? 1 : 0,
    path === undefined ? 0 : 'exact' in path ? path.exact.length : path.prefix.length,
    method === undefined ? 0 : 1,
    Object.keys(headers).length + cookieHeaders,
  ];
}

/** No request matches both. Where that is not certain, one may. */
function excludeEachOther(one: RouteMatch, other: RouteMatch): boolean {
  if (one.method !== undefined && other.method !== undefined && one.method !== other.method) return true;
  if (one.path !== undefined && other.path !== undefined && pathsExclude(one.path, other.path)) return true;
  return Object.entries(one.headers ?? {}).some(([name, value]) =>
    Object.entries(other.headers ?? {}).some(
      ([otherName, otherValue]) => name.toLowerCase() === otherName.toLowerCase() && valuesExclude(value, otherValue),
    ),
  );
}

function valuesExclude(one: StringMatch, other: StringMatch): boolean {
  return typeof one === 'string' && typeof other === 'string' && one !== other;
}

type PathMatch = NonNullable<RouteMatch['path']>;

function pathsExclude(one: PathMatch, other: PathMatch): boolean {
  if ('exact' in one) return !pathMatches(other, one.exact);
  if ('exact' in other) return !pathMatches(one, other.exact);
  return !isBelow(one.prefix, other.prefix) && !isBelow(other.prefix, one.prefix);
}

function pathMatches(match: PathMatch, path: string): boolean {
  return 'exact' in match ? match.exact === path : isBelow(path, match.prefix);
}

/** Prefixes are compared element by element: `/cart` has `/cart/items` below it, and not `/carts`. */
function isBelow(path: string, prefix: string): boolean {
  const elements = prefix.replace(/\/$/, '');
  return path === elements || path === prefix || path.startsWith(`${elements}/`);
}
