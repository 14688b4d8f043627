import { compareText } from '../manifest/objects/compare-text';
import type { GrantedAccess } from '../model/grants';

/** One rule of a Role. */
export type RoleRule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
};

/**
 * The rules that allow exactly what was granted: the verbs of a resource and the same names are taken together, and the
 * names of those that allow the same. Nothing of it depends on the order in which it was granted.
 */
export function leastRules(grants: readonly GrantedAccess[]): readonly RoleRule[] {
  const verbs = new Map<string, Set<string>>();
  for (const { verbs: granted, objects } of grants) {
    for (const name of objects.names ?? [undefined]) {
      const key = JSON.stringify([objects.group ?? '', objects.resource, name ?? null]);
      verbs.set(key, new Set([...(verbs.get(key) ?? []), ...granted]));
    }
  }
  const names = new Map<string, { readonly rule: RoleRule; readonly names: string[] }>();
  for (const [key, allowed] of verbs) {
    const [group = '', resource = '', name] = partsOf(key);
    const rule = { apiGroups: [group], resources: [resource], verbs: [...allowed].sort(compareText) };
    const same = JSON.stringify([rule, name === undefined]);
    const found = names.get(same) ?? { rule, names: new Array<string>() };
    names.set(same, found);
    if (name !== undefined) found.names.push(name);
  }
  return [...names]
    .sort(([one], [other]) => compareText(one, other))
    .map(([, { rule, names: all }]) => {
      const { apiGroups, resources, verbs: allowed } = rule;
      return all.length === 0 ? rule : { apiGroups, resources, resourceNames: all.sort(compareText), verbs: allowed };
    });
}

function partsOf(key: string): readonly (string | undefined)[] {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part : undefined)) : [];
}
