import type { DefinitionComparator, Difference } from '../comparator';

/** Versions that go. The API server keeps those in which objects may be stored. */
export const removedVersions: DefinitionComparator = {
  id: 'removed-versions',
  compare: ({ versions: before }, { versions: after }) => [
    ...[...before.values()]
      .filter(({ name }) => !after.has(name))
      .map(({ name, isStorage, isServed }): Difference => {
        if (isStorage)
          return {
            field: 'status.storedVersions',
            effect: 'refused',
            message: `Invalid value: "${name}": missing from spec.versions; objects are stored in it`,
          };
        const used = isServed ? 'its clients lose it' : 'it was no longer served';
        return {
          field: 'spec.versions',
          effect: isServed ? 'breaks-clients' : 'safe',
          message: `${name} was removed: ${used}; refused while status.storedVersions of the cluster names it`,
        };
      }),
    ...[...after.values()]
      .filter(({ name }) => !before.has(name))
      .map(({ name }): Difference => ({ field: 'spec.versions', effect: 'safe', message: `${name} was added` })),
  ],
};
