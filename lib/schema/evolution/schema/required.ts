import type { Difference, SchemaComparator } from '../comparator';

/** Fields that must be there. One with a default is filled in before anybody asks for it. */
export const required: SchemaComparator = {
  id: 'required',
  isRatcheted: true,
  compare: ({ required: before = [] }, { required: after = [], properties = {} }) => {
    const added = after.filter((name) => !before.includes(name));
    const gone = before.filter((name) => !after.includes(name));
    return [
      ...added.map((name): Difference => {
        const hasDefault = Object.hasOwn(properties, name) && properties[name]?.default !== undefined;
        return hasDefault
          ? { effect: 'safe', message: `${name} is required now, and has a default` }
          : { effect: 'breaks-objects', message: `${name} is required now` };
      }),
      ...(gone.length === 0 ? [] : [{ effect: 'safe', message: `${gone.join(', ')} may be left out` } as const]),
    ];
  },
};
