import { Field } from '../../manifest/objects/field';
import { objectsIn } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { nothing, readAmounts, type Amounts } from './amounts';

/** What a namespace's LimitRanges give to containers that say nothing. */
export interface ContainerDefaults {
  readonly requests: Amounts;
  readonly limits: Amounts;
  /** Whether the namespace has several LimitRanges: which of them wins is then not defined. */
  readonly isAmbiguous: boolean;
}

const none: ContainerDefaults = { requests: nothing, limits: nothing, isAmbiguous: false };

/** The defaults for containers, with what the API server derives: `default` is `max` where only that is there, and so on. */
export function containerDefaults(manifests: ManifestSet, namespace: string): ContainerDefaults {
  const ranges = objectsIn(manifests, '', 'LimitRange', namespace);
  if (ranges.length === 0) return none;
  const items = ranges
    .flatMap(({ manifest }) => Field.root(manifest).at('spec', 'limits').items())
    .filter((item) => item.at('type').text === 'Container');
  const requests = new Map<string, number>();
  const limits = new Map<string, number>();
  for (const item of items) {
    const maximum = readAmounts(item.at('max').value);
    const minimum = readAmounts(item.at('min').value);
    const limit = new Map([...maximum, ...readAmounts(item.at('default').value)]);
    const request = new Map([...minimum, ...limit, ...readAmounts(item.at('defaultRequest').value)]);
    for (const [resource, amount] of limit) keepFirst(limits, resource, amount);
    for (const [resource, amount] of request) keepFirst(requests, resource, amount);
  }
  return { requests, limits, isAmbiguous: items.length > 1 };
}

function keepFirst(amounts: Map<string, number>, resource: string, amount: number): void {
  if (!amounts.has(resource)) amounts.set(resource, amount);
}
