import { isJsonObject } from '../../manifest/objects/json';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import type { ManifestQuery } from '../../manifest/objects/manifest-query';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';

/** Reads a question back that was stored as JSON; undefined when it is none. */
export function parseQuery(text: string): ManifestQuery | undefined {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) return undefined;
  const { about, group, kind, identity, name } = value;
  const namespace = typeof value.namespace === 'string' ? { namespace: value.namespace } : {};
  switch (about) {
    case 'all':
      return { about };
    case 'kind':
      return typeof group === 'string' && typeof kind === 'string' ? { about, group, kind, ...namespace } : undefined;
    case 'name':
      return typeof value.namespace === 'string' && typeof name === 'string'
        ? { about, namespace: value.namespace, name }
        : undefined;
    case 'pods': {
      const selector = parseLabelSelector(value.selector);
      return { about, ...namespace, ...(selector === undefined ? {} : { selector }) };
    }
    case 'object':
      return isIdentity(identity) ? { about, identity } : undefined;
    default:
      return undefined;
  }
}

function isIdentity(value: unknown): value is ObjectIdentity {
  if (!isJsonObject(value)) return false;
  return [value.group, value.kind, value.namespace, value.name].every((part) => typeof part === 'string');
}
