import { rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';
import { riskyRules, type RiskyPermission } from './risky-permissions';

const permissions: readonly RiskyPermission[] = [
  {
    verbs: ['get', 'list', 'watch'],
    group: '',
    resources: ['secrets'],
    // `list` and `watch` send whole objects, so that they are no less than `get`.
    lets: 'read every password, key and ServiceAccount token within its reach',
    evenByName: false,
  },
];

/** A role that reads Secrets names those that it reads. */
export const noRbacSecretAccess: Check = {
  id: 'no-rbac-secret-access',
  severity: 'warning',
  profile: 'production',
  why: 'One compromised Pod with this role gives away all credentials of the namespace, or of the cluster.',
  kinds: [`${rbacGroup}/ClusterRole`, `${rbacGroup}/Role`],
  run: ({ manifest }) => riskyRules(manifest, permissions, 'name the Secrets that are needed in resourceNames'),
};
