import { appendTo } from '../manifest/objects/append-to';
import type { ListedCapability } from './capability';

/**
 * The capabilities in an order in which each resolves after those that it needs and those that feed it. Among those that
 * are free to go, the order of the list decides.
 *
 * @throws where a name is unknown or taken twice, or where some would wait for each other
 */
export function orderCapabilities(capabilities: readonly ListedCapability[]): readonly ListedCapability[] {
  const earlier = earlierByName(capabilities);
  const ordered: ListedCapability[] = [];
  const done = new Set<string>();
  while (ordered.length < capabilities.length) {
    const next = capabilities.find(
      ({ name }) => !done.has(name) && (earlier.get(name) ?? []).every((other) => done.has(other)),
    );
    if (next === undefined) throw new Error(`capabilities: Invalid value: ${cycleIn(earlier, done)}: a cycle`);
    ordered.push(next);
    done.add(next.name);
  }
  return ordered;
}

/** For each name, the names of those that resolve before it. */
function earlierByName(capabilities: readonly ListedCapability[]): ReadonlyMap<string, readonly string[]> {
  const names = capabilities.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`capabilities: Duplicate value: "${twice}": each has a name of its own`);
  const earlier = new Map<string, string[]>();
  for (const { name, needs, feeds } of capabilities) {
    for (const [field, others] of Object.entries({ needs, feeds })) {
      const unknown = others.find((other) => !names.includes(other));
      if (unknown !== undefined)
        throw new Error(`capability ${name}: ${field}: Not found: "${unknown}": must be one of ${names.join(', ')}`);
    }
    for (const other of needs) appendTo(earlier, name, other);
    for (const other of feeds) appendTo(earlier, other, name);
  }
  return earlier;
}

/** One circle of those that wait, as `mesh → delivery → mesh`: each waits for the next. */
function cycleIn(earlier: ReadonlyMap<string, readonly string[]>, done: ReadonlySet<string>): string {
  const path: string[] = [];
  let name = [...earlier.keys()].find((key) => !done.has(key) && isWaiting(key));
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    name = earlier.get(name)?.find((other) => !done.has(other));
  }
  return [...path.slice(name === undefined ? 0 : path.indexOf(name)), name].join(' → ');

  function isWaiting(key: string): boolean {
    return (earlier.get(key) ?? []).some((other) => !done.has(other));
  }
}
