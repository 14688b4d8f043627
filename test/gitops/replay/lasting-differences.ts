import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { isJsonArray, type JsonValue } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import { isBuiltInGroup } from '../../../lib/schema/facts/built-in-groups';
import { isMap } from './writer';

/**
 * Fields that a manifest has and the cluster has otherwise: what Flux and Config Sync would apply again on the server's side,
 * and Argo CD (with `ServerSideApply=true`) and Rancher Fleet would report. None of the four looks at a field that the
 * manifest does not have, but in a list of a custom resource: definitions that say nothing of its items have it as one value.
 */
export function lastingDifferences(declared: Manifest, live: Manifest): readonly string[] {
  const found: string[] = [];
  const isCustom = !isBuiltInGroup(apiGroup(declared.apiVersion));
  const compare = (one: JsonValue | undefined, other: JsonValue | undefined, path: string, isWhole: boolean): void => {
    if (one === undefined && !isWhole) return;
    if (isMap(one) && isMap(other)) {
      const keys = isWhole ? new Set([...Object.keys(one), ...Object.keys(other)]) : Object.keys(one);
      for (const key of keys) compare(one[key], other[key], `${path}/${key}`, isWhole);
    } else if (isJsonArray(one) && isJsonArray(other) && one.length === other.length)
      for (const [index, value] of one.entries()) compare(value, other[index], `${path}/${index}`, isWhole || isCustom);
    else if (one !== other) found.push(`${formatIdentity(identityOf(declared))} ${path}`);
  };
  compare(declared, live, '', false);
  return found;
}
