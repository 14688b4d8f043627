import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { compactSchema } from './compact-schema';
import type { PulledKind } from './pulled-facts';

/** The versions of a kind that a CustomResourceDefinition adds to a server, with their rules in CEL. */
export function factsFromDefinition({ spec }: JsonObject): Readonly<Record<string, PulledKind>> {
  if (!isJsonObject(spec) || !isJsonObject(spec.names) || !isJsonArray(spec.versions)) return {};
  const { group } = spec;
  const { kind, plural } = spec.names;
  if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return {};
  const scope = spec.scope === 'Cluster' ? 'Cluster' : 'Namespaced';
  const kinds: Record<string, PulledKind> = {};
  for (const version of spec.versions) {
    if (!isJsonObject(version) || typeof version.name !== 'string' || !isJsonObject(version.schema)) continue;
    const hasStatus = isJsonObject(version.subresources) && version.subresources.status !== undefined;
    kinds[`${group}/${version.name}/${kind}`] = {
      scope,
      plural,
      ...(version.served === false ? { served: false } : {}),
      ...(hasStatus ? { statusSubresource: true } : {}),
      schema: compactSchema(version.schema.openAPIV3Schema ?? {}),
    };
  }
  return kinds;
}
