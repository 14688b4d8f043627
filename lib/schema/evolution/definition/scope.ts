import type { DefinitionComparator } from '../comparator';

/** Whether objects have a namespace. The API server never lets it change. */
export const scope: DefinitionComparator = {
  id: 'scope',
  compare: ({ scope: before }, { scope: after }) =>
    before === after
      ? []
      : [{ field: 'spec.scope', effect: 'refused', message: `${before} became ${after}: field is immutable` }],
};
