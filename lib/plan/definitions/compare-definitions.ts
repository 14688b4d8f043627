import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import { isStructuralSchema } from '../../schema/facts/is-structural-schema';
import type { StructuralSchema } from '../../schema/facts/schema-facts';
import { compareSchemas, type SchemaChange } from './compare-schemas';

/** What a new CustomResourceDefinition does to the objects of its kind, and to its clients. */
export interface DefinitionChanges {
  /** What the API server refuses. */
  readonly refused: readonly string[];
  readonly reasons: readonly string[];
  readonly isBreaking: boolean;
  readonly dataAtRisk: boolean;
}

/** Compares two states of a definition: its versions one by one, and what it says of all of them. */
export function compareDefinitions(before: Manifest, after: Manifest): DefinitionChanges {
  const [from, to] = [versionsOf(before), versionsOf(after)];
  const refused: string[] = [];
  const changes: SchemaChange[] = [];
  for (const [name, version] of from) {
    const next = to.get(name);
    if (next === undefined) {
      if (version.isStorage)
        refused.push(
          `status.storedVersions: Invalid value: "${name}": missing from spec.versions; objects are stored in it`,
        );
      else
        changes.push({
          path: name,
          effect: 'breaking',
          message: 'the version was removed: objects stored in it could not be read',
        });
      continue;
    }
    if (version.isServed && !next.isServed)
      changes.push({ path: name, effect: 'breaking', message: 'the version is no longer served' });
    if (version.isStorage && !next.isStorage)
      changes.push({
        path: name,
        effect: 'behaviour',
        message:
          'objects are stored in another version when they are next written; migrate them before this one is removed',
      });
    if (version.hasStatus !== next.hasStatus)
      changes.push({
        path: name,
        effect: next.hasStatus ? 'breaking' : 'behaviour',
        message: `the status subresource was ${next.hasStatus ? 'added: writes to the object ignore status' : 'removed'}`,
      });
    if (version.hasScale && !next.hasScale)
      changes.push({
        path: name,
        effect: 'breaking',
        message: 'the scale subresource was removed: autoscalers lose it',
      });
    if (version.schema !== undefined && next.schema !== undefined) {
      const found = compareSchemas(version.schema, next.schema);
      changes.push(...found.map((change) => ({ ...change, path: `${name} ${change.path}`.trim() })));
    }
  }
  changes.push(...conversionChanges(before, after));
  const told = changes.filter(({ effect }) => effect !== 'wider');
  return {
    refused,
    reasons: [...refused, ...told.map(({ path, effect, message }) => `${wordOf[effect]}: ${path}: ${message}`)],
    isBreaking: told.some(({ effect }) => effect === 'breaking'),
    dataAtRisk: told.some(({ effect }) => effect === 'data-loss'),
  };
}

const wordOf = { breaking: 'breaking', 'data-loss': 'data loss', behaviour: 'changed', wider: 'wider' } as const;

interface Version {
  readonly isServed: boolean;
  readonly isStorage: boolean;
  readonly hasStatus: boolean;
  readonly hasScale: boolean;
  readonly schema: StructuralSchema | undefined;
}

function versionsOf(definition: Manifest): ReadonlyMap<string, Version> {
  const versions = Field.root(definition).at('spec', 'versions').items();
  return new Map(
    versions.map((version) => {
      const schema = version.at('schema', 'openAPIV3Schema').value;
      return [
        version.at('name').text ?? '',
        {
          isServed: version.at('served').boolean === true,
          isStorage: version.at('storage').boolean === true,
          hasStatus: version.at('subresources', 'status').isSet,
          hasScale: version.at('subresources', 'scale').isSet,
          schema: isStructuralSchema(schema) ? schema : undefined,
        },
      ] as const;
    }),
  );
}

function conversionChanges(before: Manifest, after: Manifest): readonly SchemaChange[] {
  const [from, to] = [before, after].map((definition) => Field.root(definition).at('spec'));
  const strategies = [from, to].map((spec) => spec?.at('conversion', 'strategy').text ?? 'None');
  const preserves = [from, to].map((spec) => spec?.at('preserveUnknownFields').boolean === true);
  return [
    ...(strategies[0] === strategies[1]
      ? []
      : [
          {
            path: 'spec.conversion.strategy',
            effect: 'behaviour' as const,
            message: `${strategies[0]} became ${strategies[1]}: versions are converted in another way`,
          },
        ]),
    ...(preserves[0] === true && preserves[1] === false
      ? [
          {
            path: 'spec.preserveUnknownFields',
            effect: 'data-loss' as const,
            message: 'unknown fields are no longer kept',
          },
        ]
      : []),
  ];
}
