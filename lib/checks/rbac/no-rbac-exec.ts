import { rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';
import { riskyRules, type RiskyPermission } from './risky-permissions';

const permissions: readonly RiskyPermission[] = [
  {
    // Over WebSockets these are asked for with get.
    verbs: ['create', 'get'],
    group: '',
    resources: ['pods/exec', 'pods/attach'],
    lets: 'run commands in Pods, with their identity and Secrets',
    evenByName: true,
  },
  {
    verbs: ['update', 'patch'],
    group: '',
    resources: ['pods/ephemeralcontainers'],
    lets: 'run images of their choice inside of Pods',
    evenByName: true,
  },
];

/** A role does not let its subjects run commands in Pods. */
export const noRbacExec: Check = {
  id: 'no-rbac-exec',
  severity: 'warning',
  profile: 'production',
  why: 'A shell in a Pod is everything that the Pod is: its ServiceAccount, its mounted Secrets, its network.',
  kinds: [`${rbacGroup}/ClusterRole`, `${rbacGroup}/Role`],
  run: ({ manifest }) =>
    riskyRules(manifest, permissions, 'leave it out; give it to people for the time of an incident'),
};
