import { Field } from '../../manifest/objects/field';
import { rbacGroup } from '../../manifest/rbac/policy-rule';
import { readRoleBinding } from '../../manifest/rbac/role-binding';
import type { Check } from '../check';
import type { Severity } from '../finding';

/** Subjects that stand for more than anybody means to grant. */
const subjects: ReadonlyMap<string, { readonly who: string; readonly severity: Severity }> = new Map([
  ['system:anonymous', { who: 'everybody who reaches the API server, without logging in', severity: 'error' }],
  ['system:unauthenticated', { who: 'everybody who reaches the API server, without logging in', severity: 'error' }],
  ['system:masters', { who: 'a group that bypasses RBAC and cannot be revoked', severity: 'error' }],
  ['system:authenticated', { who: 'every user and every Pod of the cluster', severity: 'warning' }],
  ['system:serviceaccounts', { who: 'every Pod of the cluster', severity: 'warning' }],
]);

/** What every cluster grants to everybody by itself. */
const publicRoles: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
]);

/** No permission is granted to everybody. */
export const noUnauthenticatedAccess: Check = {
  id: 'no-unauthenticated-access',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server is often reachable from far outside: what anonymous requests may do, every attacker may do.',
  kinds: [`${rbacGroup}/ClusterRoleBinding`, `${rbacGroup}/RoleBinding`],
  run: function* (object, { manifests }) {
    const binding = readRoleBinding(manifests, object);
    if (binding === undefined || publicRoles.has(binding.roleName)) return;
    for (const subject of Field.root(object.manifest).at('subjects').items()) {
      const name = subject.at('name');
      const known = subject.at('kind').text === 'ServiceAccount' ? undefined : subjects.get(name.text ?? '');
      if (known === undefined) continue;
      yield {
        path: name.path,
        message: `Forbidden: grants ${binding.roleName} to ${name.text}: ${known.who}`,
        fix: 'name the users, groups or ServiceAccounts that need it',
        severity: known.severity,
      };
    }
  },
};
