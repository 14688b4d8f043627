import { compareSchemas } from '../compare-schemas';
import type { DefinitionComparator, Difference } from '../comparator';

/** The version in which objects are stored. Without a webhook, only its name is changed in them. */
export const storageVersion: DefinitionComparator = {
  id: 'storage-version',
  compare: (before, after) => {
    const [from, to] = [before, after].map(({ versions }) => [...versions.values()].find(({ isStorage }) => isStorage));
    if (from === undefined || to === undefined || from.name === to.name || !after.versions.has(from.name)) return [];
    const field = 'spec.versions';
    const moved: Difference = {
      field,
      effect: 'safe',
      message: `objects are stored in ${to.name} when they are next written; migrate all of them before ${from.name} is removed`,
    };
    if (after.conversion === 'Webhook' || from.schema === undefined || to.schema === undefined) return [moved];
    const lost = compareSchemas(from.schema, to.schema).filter(({ effect }) => effect === 'loses-data');
    return [
      moved,
      ...lost.map(({ path, message }): Difference => ({
        field,
        effect: 'loses-data',
        message: `${to.name}, in which objects are stored now, has no ${path} of ${from.name}: ${message}`,
      })),
    ];
  },
};
