import { compareText } from '../../manifest/objects/compare-text';
import type { ConnectionPort } from '../../model/connection';

/** Ranges swallow what they overlap or touch. Single ports stay apart, for plugins that know no ranges. */
export function mergePorts(ports: readonly ConnectionPort[]): readonly ConnectionPort[] {
  const merged: ConnectionPort[] = [];
  for (const next of [...ports].sort((a, b) => compareText(a.protocol, b.protocol) || comparePorts(a, b))) {
    const last = merged.at(-1);
    if (last === undefined || !joins(last, next)) merged.push(next);
    else merged[merged.length - 1] = { ...last, endPort: Math.max(lastPort(last), lastPort(next)) };
  }
  return merged.sort(comparePorts);
}

/** Whether each of some ports is in one of others. */
export function coversPorts(wide: readonly ConnectionPort[], narrow: readonly ConnectionPort[]): boolean {
  if (wide.length === 0) return true;
  return narrow.length > 0 && narrow.every((port) => wide.some((range) => includes(range, port)));
}

/** One text for one set of ports. */
export function portKey({ protocol, port, endPort = port }: ConnectionPort): string {
  return `${protocol}/${port}-${endPort}`;
}

/** Lowest first. */
function comparePorts(a: ConnectionPort, b: ConnectionPort): number {
  return a.port - b.port || compareText(portKey(a), portKey(b));
}

function includes(range: ConnectionPort, { protocol, port, endPort = port }: ConnectionPort): boolean {
  return range.protocol === protocol && range.port <= port && endPort <= (range.endPort ?? range.port);
}

function joins(a: ConnectionPort, b: ConnectionPort): boolean {
  if (a.protocol !== b.protocol) return false;
  const touch = b.port <= lastPort(a) + 1;
  return touch && (lastPort(a) > a.port || lastPort(b) > b.port || a.port === b.port);
}

function lastPort({ port, endPort = port }: ConnectionPort): number {
  return endPort;
}
