import type { SchemaComparator } from '../comparator';

/** A new field where any key was kept: objects may have something else under its name. */
export const fieldsOverFreeKeys: SchemaComparator = {
  id: 'fields-over-free-keys',
  isRatcheted: true,
  compare: (before, { properties = {} }) => {
    const isFree = before['x-kubernetes-preserve-unknown-fields'] === true || before.additionalProperties === true;
    if (!isFree) return [];
    const known = before.properties ?? {};
    return Object.keys(properties)
      .filter((name) => !Object.hasOwn(known, name))
      .map((field) => ({
        field,
        effect: 'breaks-objects',
        message: 'the field has a schema now: objects may have had any value there',
      }));
  },
};
