import type { DefinitionComparator, Difference } from '../comparator';

/** How the kind is called. What stands in paths and in stored objects never changes; the rest is what people type. */
export const names: DefinitionComparator = {
  id: 'names',
  compare: (before, after) => [
    ...refused('spec.group', before.group, after.group),
    ...refused('spec.names.kind', before.names.kind, after.names.kind),
    ...refused('spec.names.plural', before.names.plural, after.names.plural),
    ...(['singular', 'listKind'] as const).flatMap((field): readonly Difference[] =>
      before.names[field] === after.names[field]
        ? []
        : [
            {
              field: `spec.names.${field}`,
              effect: 'breaks-clients',
              message: `${before.names[field]} became ${after.names[field]}`,
            },
          ],
    ),
    ...(['shortNames', 'categories'] as const).flatMap((field) => {
      const gone = before.names[field].filter((name) => !after.names[field].includes(name));
      const added = after.names[field].filter((name) => !before.names[field].includes(name));
      return [
        ...lostOrGained(`spec.names.${field}`, gone, { effect: 'breaks-clients', verb: 'lost' }),
        ...lostOrGained(`spec.names.${field}`, added, { effect: 'safe', verb: 'gained' }),
      ];
    }),
  ],
};

function refused(field: string, before: string, after: string): readonly Difference[] {
  if (before === after) return [];
  return [{ field, effect: 'refused', message: `${before} became ${after}: field is immutable` }];
}

function lostOrGained(
  field: string,
  list: readonly string[],
  { effect, verb }: { readonly effect: Difference['effect']; readonly verb: string },
): readonly Difference[] {
  return list.length === 0 ? [] : [{ field, effect, message: `${verb} ${list.join(', ')}` }];
}
