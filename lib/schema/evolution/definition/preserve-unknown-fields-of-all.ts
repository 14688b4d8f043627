import type { DefinitionComparator } from '../comparator';

/** Whether all versions keep what their schemas do not know, as definitions of v1beta1 did. */
export const preserveUnknownFieldsOfAll: DefinitionComparator = {
  id: 'preserve-unknown-fields-of-all',
  compare: ({ preservesUnknownFields: before }, { preservesUnknownFields: after }) => {
    if (before === after) return [];
    const field = 'spec.preserveUnknownFields';
    // Servers of apiextensions.k8s.io/v1 take no definition that turns it on.
    return after
      ? [
          {
            field,
            effect: 'refused',
            message:
              'Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
          },
        ]
      : [{ field, effect: 'loses-data', message: 'unknown fields are no longer kept' }];
  },
};
