import { Field } from '../../manifest/objects/field';
import type { JsonObject } from '../../manifest/objects/json';
import { isStructuralSchema } from './is-structural-schema';
import type { KindFacts, SchemaFacts } from './schema-facts';

/**
 * What API servers will serve once CustomResourceDefinitions are applied to them. A definition that is broken
 * describes nothing: its objects stay `unproved`.
 */
export function factsFromDefinitions(
  definitions: readonly JsonObject[],
  name = 'the definitions of the tree',
): SchemaFacts {
  const kinds = Object.fromEntries(definitions.flatMap(kindsOf));
  return { format: 1, name, kinds, definitions: {} };
}

/** Whether a manifest is a definition in the form that API servers accept. */
export function isDefinition({ apiVersion, kind }: JsonObject): boolean {
  return apiVersion === 'apiextensions.k8s.io/v1' && kind === 'CustomResourceDefinition';
}

function kindsOf(definition: JsonObject): readonly (readonly [string, KindFacts])[] {
  const spec = Field.at('spec', definition.spec);
  const group = spec.at('group').text;
  const kind = spec.at('names', 'kind').text;
  const plural = spec.at('names', 'plural').text;
  if (group === undefined || kind === undefined || plural === undefined) return [];
  const scope = spec.at('scope').text === 'Cluster' ? 'Cluster' : 'Namespaced';
  return spec
    .at('versions')
    .items()
    .flatMap((version) => {
      const facts = versionFacts(version);
      const key = `${group}/${version.at('name').text ?? ''}/${kind}`;
      return facts === undefined ? [] : [[key, { scope, plural, ...facts }] as const];
    });
}

function versionFacts(version: Field): Omit<KindFacts, 'scope' | 'plural'> | undefined {
  const schema = version.at('schema', 'openAPIV3Schema').value;
  if (!isStructuralSchema(schema)) return undefined;
  const statusSubresource = version.at('subresources', 'status').map !== undefined;
  return { schema, served: version.at('served').boolean !== false, statusSubresource };
}
