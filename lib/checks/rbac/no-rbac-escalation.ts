import { rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';
import { riskyRules, type RiskyPermission } from './risky-permissions';

const writing = ['create', 'update', 'patch'] as const;

const permissions: readonly RiskyPermission[] = [
  {
    verbs: ['escalate'],
    group: rbacGroup,
    resources: ['roles', 'clusterroles'],
    lets: 'write roles that allow more than they may do themselves',
    evenByName: true,
  },
  {
    verbs: ['bind'],
    group: rbacGroup,
    resources: ['roles', 'clusterroles'],
    lets: 'grant themselves any role',
    evenByName: false,
  },
  {
    verbs: ['impersonate'],
    group: '',
    resources: ['users', 'groups', 'serviceaccounts'],
    lets: 'act as somebody else',
    evenByName: false,
  },
  {
    verbs: ['create'],
    group: '',
    resources: ['serviceaccounts/token'],
    lets: 'get a token of any ServiceAccount and act as it',
    evenByName: false,
  },
  {
    verbs: ['get', 'create'],
    group: '',
    resources: ['nodes/proxy'],
    lets: 'run commands in every Pod of a node through the kubelet, past admission and audit',
    evenByName: true,
  },
  {
    verbs: [...writing],
    group: 'admissionregistration.k8s.io',
    resources: [
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
      'mutatingadmissionpolicies',
      'validatingadmissionpolicies',
    ],
    lets: 'read and change every object that anybody sends to the API server',
    evenByName: false,
  },
  {
    verbs: ['update', 'patch'],
    group: 'certificates.k8s.io',
    resources: ['certificatesigningrequests/approval'],
    lets: 'approve a client certificate for any user',
    evenByName: false,
  },
  {
    verbs: ['approve', 'sign'],
    group: 'certificates.k8s.io',
    resources: ['signers'],
    lets: 'have client certificates issued',
    evenByName: false,
  },
];

/** A role does not let its subjects become more powerful than the role says. */
export const noRbacEscalation: Check = {
  id: 'no-rbac-escalation',
  severity: 'warning',
  profile: 'production',
  why: 'Whoever has one of these permissions has, in a few steps, all of them: the rest of the role is decoration.',
  kinds: [`${rbacGroup}/ClusterRole`, `${rbacGroup}/Role`],
  run: ({ manifest }) =>
    riskyRules(
      manifest,
      permissions,
      'leave it out, or limit it by resourceNames; where a controller needs it, say so in a suppression',
    ),
};
