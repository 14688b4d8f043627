import type { ClusterFacts } from '../../fleet/cluster-facts';
import { digest } from './digest';

/** The facts of a cluster, and which of them anybody has read. */
export class WatchedFacts {
  /** The same facts, each of which is written down when it is read. */
  readonly facts: ClusterFacts;
  private readonly read = new Set<string>();

  constructor(private readonly cluster: ClusterFacts) {
    this.facts = new Proxy(cluster, {
      get: (target, name) => {
        this.note(name);
        const fact: unknown = Reflect.get(target, name);
        return fact;
      },
      has: (target, name) => {
        this.note(name);
        return Reflect.has(target, name);
      },
    });
  }

  /** A digest of each fact that was read. */
  digests(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.read].sort().map((name) => [name, digestOfFact(this.cluster, name)]));
  }

  private note(name: string | symbol): void {
    if (typeof name === 'string') this.read.add(name);
  }
}

/** Whether the facts of a cluster are those that digests were made of. */
export function areFactsAlike(cluster: ClusterFacts, digests: Readonly<Record<string, string>>): boolean {
  return Object.entries(digests).every(([name, before]) => digestOfFact(cluster, name) === before);
}

/** A fact that a cluster does not have is one, too. */
function digestOfFact(cluster: ClusterFacts, name: string): string {
  const fact: unknown = Reflect.get(cluster, name);
  return digest(fact === undefined ? '' : JSON.stringify(fact));
}
