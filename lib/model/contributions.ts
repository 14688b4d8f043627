import type { Labels } from '../manifest/objects/label-selector';
import { identityKey, type ObjectIdentity } from '../manifest/objects/object-identity';

/** Where on an object a contribution goes: its own metadata, or that of its pod template. */
export type ContributionTarget = 'object' | 'pods';

export interface Contribution {
  readonly labels?: Labels;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Mounts the token of the pods' ServiceAccount, by which a proxy says who it is. Only for the target `pods`. @default false */
  readonly serviceAccountToken?: boolean;
}

/**
 * What one capability wants on an object that another one emits, or that is the user's own: labels, annotations, a token.
 *
 * Two that want different values for one key are a conflict: nobody may win silently.
 */
export class Contributions {
  private readonly byObject = new Map<string, Map<ContributionTarget, ContributedMaps>>();
  private readonly found: ContributionConflict[] = [];

  add(
    object: ObjectIdentity,
    target: ContributionTarget,
    by: string,
    { labels = {}, annotations = {}, serviceAccountToken = false }: Contribution,
  ): void {
    const maps = this.mapsFor(identityKey(object), target);
    const put = (field: 'labels' | 'annotations', key: string, next: ContributedValue) => {
      const present = maps[field].get(key) ?? next;
      maps[field].set(key, present);
      if (present.value !== next.value) this.found.push({ object, target, field, key, said: [present, next] });
    };
    for (const [key, value] of Object.entries(labels)) put('labels', key, { value, by });
    for (const [key, value] of Object.entries(annotations)) put('annotations', key, { value, by });
    maps.serviceAccountToken ||= serviceAccountToken;
  }

  /** What was contributed to an object; undefined where nothing was. */
  for(object: ObjectIdentity, target: ContributionTarget): Required<Contribution> | undefined {
    const maps = this.byObject.get(identityKey(object))?.get(target);
    if (maps === undefined) return undefined;
    const { labels, annotations, serviceAccountToken } = maps;
    return { labels: valuesOf(labels), annotations: valuesOf(annotations), serviceAccountToken };
  }

  /** Keys (see `identityKey`) of all objects that something was contributed to. */
  objects(): readonly string[] {
    return [...this.byObject.keys()];
  }

  /** Keys that two contributions give different values. */
  conflicts(): readonly ContributionConflict[] {
    return this.found;
  }

  private mapsFor(object: string, target: ContributionTarget): ContributedMaps {
    let targets = this.byObject.get(object);
    if (targets === undefined) this.byObject.set(object, (targets = new Map<ContributionTarget, ContributedMaps>()));
    let maps = targets.get(target);
    if (maps === undefined)
      targets.set(target, (maps = { labels: new Map(), annotations: new Map(), serviceAccountToken: false }));
    return maps;
  }
}

/** One key of an object or of its pods that two contributions give different values. */
export interface ContributionConflict {
  readonly object: ObjectIdentity;
  readonly target: ContributionTarget;
  readonly field: 'labels' | 'annotations';
  readonly key: string;
  /** Who came first, and who came second, each with the value. */
  readonly said: readonly [ContributedValue, ContributedValue];
}

interface ContributedMaps {
  readonly labels: Map<string, ContributedValue>;
  readonly annotations: Map<string, ContributedValue>;
  serviceAccountToken: boolean;
}

interface ContributedValue {
  readonly value: string;
  readonly by: string;
}

function valuesOf(map: ReadonlyMap<string, ContributedValue>): Record<string, string> {
  return Object.fromEntries([...map].map(([key, { value }]) => [key, value]));
}
