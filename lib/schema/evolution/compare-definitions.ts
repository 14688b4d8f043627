import type { Manifest } from '../../manifest/objects/manifest';
import type { Difference } from './comparator';
import { compareSchemas } from './compare-schemas';
import { readDefinition, type DefinitionVersion } from './definition';
import { definitionComparators } from './definition-comparators';
import { versionComparators } from './version-comparators';

/** A difference of two states of a definition. */
export interface DefinitionDifference extends Omit<Difference, 'field'> {
  /** Who found it: the id of a comparator. */
  readonly comparator: string;
  readonly about: 'definition' | 'version' | 'field';
  /** Where: `spec.scope`, `v1`, or `v1 spec.replicas`. */
  readonly path: string;
  /** Whether API servers that ratchet accept what is stored until it changes. */
  readonly isRatcheted: boolean;
}

/** What a new state of a CustomResourceDefinition does to the objects of its kind, and to its clients. */
export function compareDefinitions(before: Manifest, after: Manifest): readonly DefinitionDifference[] {
  const [from, to] = [readDefinition(before), readDefinition(after)];
  const whole = definitionComparators.flatMap(({ id, compare }) =>
    compare(from, to).map(({ field = 'spec', ...difference }): DefinitionDifference => ({
      ...difference,
      comparator: id,
      about: 'definition',
      path: field,
      isRatcheted: false,
    })),
  );
  const versions = [...from.versions.values()].flatMap((version) => {
    const next = to.versions.get(version.name);
    return next === undefined ? [] : compareVersions(version, next);
  });
  return [...whole, ...versions];
}

function compareVersions(before: DefinitionVersion, after: DefinitionVersion): readonly DefinitionDifference[] {
  const path = before.name;
  const own = versionComparators.flatMap(({ id, compare }) =>
    compare(before, after).map(({ effect, message }): DefinitionDifference => ({
      effect,
      message,
      comparator: id,
      about: 'version',
      path,
      isRatcheted: false,
    })),
  );
  if (before.schema === undefined || after.schema === undefined) return own;
  return [
    ...own,
    ...compareSchemas(before.schema, after.schema).map((difference): DefinitionDifference => ({
      ...difference,
      about: 'field',
      path: `${path} ${difference.path}`.trim(),
    })),
  ];
}
