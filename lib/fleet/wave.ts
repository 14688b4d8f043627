import { dnsLabel } from './name-rules';
import { countOrPercent, fields } from './shape';

/** Clusters that a change reaches together. */
export interface Wave {
  readonly name: string;
  /** The wave that has it before. @default none: it is the first */
  readonly after?: string;
  /** How many of its Applications, or what share, are synced at once by an ApplicationSet. @default all */
  readonly maxUpdate?: number | string;
}

export const waveShape = fields({ name: dnsLabel, 'after?': dnsLabel, 'maxUpdate?': countOrPercent });

/** Names of waves, the first one first; those that wait for each other in a circle, or for one that is not there, come last. */
export function wavesInOrder(waves: readonly Wave[]): readonly string[] {
  const afterOf = new Map(waves.map(({ name, after }) => [name, after]));
  const ordered = new Set<string>();
  let left = [...afterOf.keys()].sort();
  while (left.length > 0) {
    const next = left.filter((name) => {
      const after = afterOf.get(name);
      return after === undefined || ordered.has(after);
    });
    for (const name of next.length > 0 ? next : left) ordered.add(name);
    left = next.length > 0 ? left.filter((name) => !ordered.has(name)) : [];
  }
  return [...ordered];
}
