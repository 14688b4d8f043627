import type { Change } from './difference/change';
import { isWithin } from './immutable/refused-changes';

/** Beyond it a path is none of a real object: such paths are compared one by one, as there is room for few of them. */
const longest = 4096;

/**
 * Whether somebody touches a field: whether it is one of those that change, or above or below one. A default that follows
 * another field is filled in once, and nobody touches it later.
 */
export function touchedBy(changes: readonly Change[]): (path: string) => boolean {
  const paths = changes.map(({ path }) => path);
  const long = paths.filter(({ length }) => length > longest);
  const changed = new Set(paths);
  const above = new Set(paths.filter(({ length }) => length <= longest).flatMap(outerPaths));
  return (path) => {
    if (changed.has(path) || above.has(path)) return true;
    if (path.length > longest) return paths.some((other) => isWithin(path, other) || isWithin(other, path));
    return outerPaths(path).some((outer) => changed.has(outer)) || long.some((other) => isWithin(other, path));
  };
}

/** The paths that a path is below: it goes on behind each of them with a dot or a bracket. */
function outerPaths(path: string): readonly string[] {
  return [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
}
