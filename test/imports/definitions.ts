import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { StructuralSchema } from '../../lib/schema/facts/schema-facts';

export type Schema = StructuralSchema;

/** A CustomResourceDefinition, taken apart. */
export interface Definition {
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  /** By version. */
  readonly schemas: ReadonlyMap<string, Schema>;
}

interface DefinitionManifest {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly scope: string;
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

/** The CustomResourceDefinitions of a YAML file. */
export function definitionsIn(file: string): Definition[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    const { metadata, spec } = document.toJS({ maxAliasCount: -1 }) as DefinitionManifest;
    return {
      name: metadata.name,
      kind: spec.names.kind,
      scope: spec.scope,
      schemas: new Map(spec.versions.map((version) => [version.name, version.schema.openAPIV3Schema])),
    };
  });
}
