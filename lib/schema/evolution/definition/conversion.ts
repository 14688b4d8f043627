import type { DefinitionComparator } from '../comparator';

/** How objects of one version are shown in another. */
export const conversion: DefinitionComparator = {
  id: 'conversion',
  compare: ({ conversion: before }, { conversion: after, versions }) => {
    if (before === after) return [];
    const field = 'spec.conversion.strategy';
    if (versions.size < 2)
      return [{ field, effect: 'safe', message: `${before} became ${after}; there is one version` }];
    return after === 'Webhook'
      ? [
          {
            field,
            effect: 'breaks-clients',
            message:
              'None became Webhook: no object can be read in another version than its stored one without the webhook',
          },
        ]
      : [
          {
            field,
            effect: 'loses-data',
            message: 'Webhook became None: what only the webhook carried from one version to another is dropped',
          },
        ];
  },
};
