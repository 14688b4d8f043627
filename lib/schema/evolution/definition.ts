import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import { isStructuralSchema } from '../facts/is-structural-schema';
import type { StructuralSchema } from '../facts/schema-facts';

/** A CustomResourceDefinition, as far as its objects and clients depend on it. */
export interface Definition {
  readonly group: string;
  readonly scope: string;
  readonly names: DefinitionNames;
  readonly conversion: 'None' | 'Webhook';
  readonly preservesUnknownFields: boolean;
  readonly versions: ReadonlyMap<string, DefinitionVersion>;
}

export interface DefinitionNames {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

export interface DefinitionVersion {
  readonly name: string;
  readonly isServed: boolean;
  readonly isStorage: boolean;
  readonly isDeprecated: boolean;
  readonly hasStatus: boolean;
  /** Paths of the scale subresource, by field; undefined without it. */
  readonly scale: Readonly<Record<string, string>> | undefined;
  readonly selectableFields: readonly string[];
  readonly schema: StructuralSchema | undefined;
}

/** Reads a definition; what is malformed counts as left out. */
export function readDefinition(manifest: Manifest): Definition {
  const spec = Field.root(manifest).at('spec');
  const names = spec.at('names');
  const kind = names.at('kind').text ?? '';
  return {
    group: spec.at('group').text ?? '',
    scope: spec.at('scope').text ?? '',
    names: {
      kind,
      plural: names.at('plural').text ?? '',
      singular: names.at('singular').text ?? kind.toLowerCase(),
      listKind: names.at('listKind').text ?? `${kind}List`,
      shortNames: textsOf(names.at('shortNames')),
      categories: textsOf(names.at('categories')),
    },
    conversion: spec.at('conversion', 'strategy').text === 'Webhook' ? 'Webhook' : 'None',
    preservesUnknownFields: spec.at('preserveUnknownFields').boolean === true,
    versions: new Map(
      spec
        .at('versions')
        .items()
        .map(readVersion)
        .map((version) => [version.name, version]),
    ),
  };
}

function readVersion(version: Field): DefinitionVersion {
  const schema = version.at('schema', 'openAPIV3Schema').value;
  const scale = version.at('subresources', 'scale').map;
  return {
    name: version.at('name').text ?? '',
    isServed: version.at('served').boolean === true,
    isStorage: version.at('storage').boolean === true,
    isDeprecated: version.at('deprecated').boolean === true,
    hasStatus: version.at('subresources', 'status').isSet,
    scale:
      scale === undefined
        ? undefined
        : Object.fromEntries(
            Object.entries(scale).flatMap(([name, path]) => (typeof path === 'string' ? [[name, path]] : [])),
          ),
    selectableFields: version
      .at('selectableFields')
      .items()
      .map((field) => field.at('jsonPath').text ?? ''),
    schema: isStructuralSchema(schema) ? schema : undefined,
  };
}

function textsOf(list: Field): readonly string[] {
  return list.items().flatMap((item) => item.text ?? []);
}
