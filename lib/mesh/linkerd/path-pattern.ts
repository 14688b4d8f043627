import { compareText } from '../../manifest/objects/compare-text';

/** Some paths of requests: one, or all that begin with a text that ends in `/`. */
export type PathPattern = { readonly exact: string } | { readonly below: string };

/** Every path. */
export const everyPath: PathPattern = { below: '/' };

/** What a path of a connection's `http` rules means: exact, or every path below when it ends in `/*`. */
export function parsePathPattern(path: string): PathPattern {
  return path.endsWith('/*') ? { below: path.slice(0, -1) } : { exact: path };
}

/** The text that a pattern's paths are or begin with. */
export function textOf(pattern: PathPattern): string {
  return 'exact' in pattern ? pattern.exact : pattern.below;
}

/** Whether every path of one pattern is one of another. */
export function covers(outer: PathPattern, inner: PathPattern): boolean {
  if ('exact' in outer) return 'exact' in inner && inner.exact === outer.exact;
  return textOf(inner).startsWith(outer.below);
}

/** Patterns once each, in an order that nothing else decides. */
export function uniquePatterns(patterns: readonly PathPattern[]): readonly PathPattern[] {
  const byText = new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern]));
  return [...byText.entries()].sort(([a], [b]) => compareText(a, b)).map(([, pattern]) => pattern);
}

/** Whether a pattern is for every path, and no other one matches a path of a single character: then it loses against all of them. */
export function isShortest(pattern: PathPattern, all: readonly PathPattern[]): boolean {
  return 'below' in pattern && pattern.below === '/' && !all.some((other) => 'exact' in other && other.exact === '/');
}
