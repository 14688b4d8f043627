import { compareSchemas } from '../compare-schemas';
import type { Definition, DefinitionVersion } from '../definition';
import type { DefinitionComparator, Difference } from '../comparator';

/**
 * Versions that are served side by side without a webhook: a client of one that updates an object drops the fields that
 * only another one has. Only what is new of it counts.
 */
export const servedVersions: DefinitionComparator = {
  id: 'served-versions',
  compare: (before, after) => {
    if (after.conversion === 'Webhook') return [];
    const known = new Set(before.conversion === 'Webhook' ? [] : droppedFields(before));
    return droppedFields(after)
      .filter((message) => !known.has(message))
      .map((message): Difference => ({ field: 'spec.versions', effect: 'breaks-clients', message }));
  },
};

function droppedFields({ versions }: Definition): readonly string[] {
  const served = [...versions.values()].filter(({ isServed }) => isServed);
  return served.flatMap((one) => served.flatMap((other) => (one === other ? [] : missingIn(one, other))));
}

function missingIn(one: DefinitionVersion, other: DefinitionVersion): readonly string[] {
  if (one.schema === undefined || other.schema === undefined) return [];
  return compareSchemas(one.schema, other.schema)
    .filter(({ effect }) => effect === 'loses-data')
    .map(({ path }) => `clients of ${other.name} that update an object drop ${path}, which ${one.name} has`);
}
