import { Field } from '../../manifest/objects/field';
import { rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';

/** Nothing is granted to the ServiceAccount that Pods run as when they name none. */
export const noDefaultServiceAccountGrant: Check = {
  id: 'no-default-service-account-grant',
  severity: 'warning',
  profile: 'production',
  why: 'Every Pod of the namespace that names no ServiceAccount gets the permission, those of tomorrow too.',
  kinds: [`${rbacGroup}/ClusterRoleBinding`, `${rbacGroup}/RoleBinding`],
  run: function* ({ manifest }) {
    for (const subject of Field.root(manifest).at('subjects').items()) {
      if (subject.at('kind').text !== 'ServiceAccount' || subject.at('name').text !== 'default') continue;
      yield {
        path: subject.at('name').path,
        message: 'Forbidden: "default" is the ServiceAccount of every Pod that names none',
        fix: 'give the workload a ServiceAccount of its own, and grant it to that',
      };
    }
  },
};
