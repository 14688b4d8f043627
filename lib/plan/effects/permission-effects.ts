import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { rbacGroup } from '../../manifest/rbac/policy-rule';
import { formatSubject, roleBindings } from '../../manifest/rbac/role-binding';
import { rulesOf } from '../../manifest/rbac/role-rules';
import { apiGroup } from '../../manifest/objects/api-version';
import type { Effect, EffectScene } from './effect';

/** What subjects are allowed from now on, and what no longer, by the roles and bindings of the tree. */
export function permissionEffects({ paired, base, next }: EffectScene): readonly Effect[] {
  const { updated, created, deleted } = paired;
  const objects = [...updated.map(({ after }) => after), ...created, ...deleted];
  if (!objects.some(({ manifest }) => apiGroup(manifest.apiVersion) === rbacGroup)) return [];
  const query = [{ kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'] }];
  const [before, after] = [grantsOf(base.related(query)), grantsOf(next.related(query))];
  return [...difference(after, before, '+'), ...difference(before, after, '-')];
}

type Grants = ReadonlyMap<string, ReadonlySet<string>>;

/** Verbs by who may use them on what, and where. */
function grantsOf(manifests: ManifestSet): Grants {
  const grants = new Map<string, Set<string>>();
  for (const { subjects, role, namespace } of roleBindings(manifests)) {
    if (role === undefined) continue;
    const where = namespace === undefined ? 'everywhere' : `in namespace ${namespace}`;
    for (const { rule } of rulesOf(manifests, role)) {
      const names = rule.resourceNames.length === 0 ? '' : ` named ${rule.resourceNames.join(', ')}`;
      const resources = rule.resources.flatMap((resource) =>
        (rule.apiGroups.length === 0 ? [''] : rule.apiGroups).map((group) =>
          group === '' ? resource : `${resource}.${group}`,
        ),
      );
      for (const target of [...resources, ...rule.nonResourceURLs]) {
        for (const subject of subjects) {
          const key = `${formatSubject(subject)}\n${target}${names} ${where}`;
          const verbs = grants.get(key) ?? new Set();
          for (const verb of rule.verbs) verbs.add(verb);
          grants.set(key, verbs);
        }
      }
    }
  }
  return grants;
}

function difference(grants: Grants, others: Grants, sign: '+' | '-'): readonly Effect[] {
  return [...grants]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, verbs]): Effect[] => {
      const known = others.get(key);
      const only = [...verbs].filter((verb) => known?.has(verb) !== true && known?.has('*') !== true);
      if (only.length === 0) return [];
      const [subject = '', target = ''] = key.split('\n');
      return [
        {
          topic: 'permissions',
          sign,
          text: `${subject} may ${sign === '-' ? 'no longer ' : ''}${only.join(', ')} ${target}`,
        },
      ];
    });
}
