/**
 * How much a chart would like to run in a cluster: a number that follows from the two names alone. By it, another cluster in
 * the fleet takes some charts from the others, and a cluster that leaves gives its own away; no other chart moves.
 */
export function preference(chart: string, cluster: string): number {
  let hash = 0x811c9dc5;
  for (const text of [chart, '\n', cluster])
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
