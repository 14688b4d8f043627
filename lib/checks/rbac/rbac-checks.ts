import type { Check } from '../check';
import { noClusterAdminBinding } from './no-cluster-admin-binding';
import { noDefaultServiceAccountGrant } from './no-default-service-account-grant';
import { noRbacEscalation } from './no-rbac-escalation';
import { noRbacExec } from './no-rbac-exec';
import { noRbacPodCreation } from './no-rbac-pod-creation';
import { noRbacSecretAccess } from './no-rbac-secret-access';
import { noRbacWildcard } from './no-rbac-wildcard';
import { noUnauthenticatedAccess } from './no-unauthenticated-access';

/** The checks of this folder, sorted by id. */
export const rbacChecks: readonly Check[] = [
  noClusterAdminBinding,
  noDefaultServiceAccountGrant,
  noRbacEscalation,
  noRbacExec,
  noRbacPodCreation,
  noRbacSecretAccess,
  noRbacWildcard,
  noUnauthenticatedAccess,
];
