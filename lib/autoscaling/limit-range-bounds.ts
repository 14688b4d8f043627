import { appendTo } from '../manifest/objects/append-to';
import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import type { Manifest } from '../manifest/objects/manifest';
import { parseQuantity } from '../manifest/objects/quantity';
import type { ClusterModel } from '../model/cluster-model';
import type { ResourceName } from '../model/resource-name';
import { perClusterModel } from './per-cluster-model';

/** The least and the most that a container of a namespace may ask for. */
export interface Bounds {
  readonly min: Readonly<Partial<Record<ResourceName, Bound>>>;
  readonly max: Readonly<Partial<Record<ResourceName, Bound>>>;
}

/** A bound, as a LimitRange has it. */
export class Bound {
  constructor(
    /** Name of the LimitRange. */
    readonly limitRange: string,
    /** The amount, as it stands there. */
    readonly written: string,
  ) {}

  /** Whether it is less than an amount. */
  isBelow(amount: string | undefined): boolean {
    return this.compareTo(amount) < 0;
  }

  /** Whether it is more than an amount. */
  isAbove(amount: string | undefined): boolean {
    return this.compareTo(amount) > 0;
  }

  /** The tighter of two bounds of one side. */
  tighter(other: Bound | undefined, side: 'min' | 'max'): Bound {
    if (other === undefined) return this;
    return (side === 'max' ? this.isAbove(other.written) : this.isBelow(other.written)) ? other : this;
  }

  private compareTo(amount: string | undefined): number {
    const [own, other] = [parseQuantity(this.written), amount === undefined ? undefined : parseQuantity(amount)];
    return own === undefined || other === undefined ? 0 : own.compareTo(other);
  }
}

/** What the LimitRanges of a namespace say of containers; undefined where the tree has none. */
export function limitRangeBounds(model: ClusterModel, namespace: string): Bounds | undefined {
  const sides = { min: new Map<ResourceName, Bound>(), max: new Map<ResourceName, Bound>() };
  for (const manifest of limitRanges(model).get(namespace) ?? []) {
    const ofContainers = Field.root(manifest)
      .at('spec', 'limits')
      .items()
      .filter((limit) => limit.at('type').text === 'Container');
    for (const limit of ofContainers)
      for (const side of ['min', 'max'] as const)
        for (const resource of ['cpu', 'memory'] as const) {
          const { value } = limit.at(side, resource);
          if (typeof value !== 'string' && typeof value !== 'number') continue;
          const bound = new Bound(manifest.metadata.name ?? '', String(value));
          sides[side].set(resource, bound.tighter(sides[side].get(resource), side));
        }
  }
  if (sides.min.size === 0 && sides.max.size === 0) return undefined;
  return { min: Object.fromEntries(sides.min), max: Object.fromEntries(sides.max) };
}

const limitRanges = perClusterModel(({ objects }): ReadonlyMap<string, readonly Manifest[]> => {
  const byNamespace = new Map<string, Manifest[]>();
  for (const { manifest } of objects)
    if (manifest.kind === 'LimitRange') appendTo(byNamespace, namespaceOf(manifest), manifest);
  return byNamespace;
});
