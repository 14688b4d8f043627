import type { Check } from '../check';
import { noIgnoredPolicyRule } from './no-ignored-policy-rule';
import { noOneSidedPolicy } from './no-one-sided-policy';
import { requireIsolation } from './require-isolation';
import { requireOpenRoute } from './require-open-route';
import { requireOpenWebhook } from './require-open-webhook';
import { requirePolicyPeers } from './require-policy-peers';
import { requirePolicyPort } from './require-policy-port';
import { validClusterPolicy } from './valid-cluster-policy';

/** The checks of this folder, sorted by id. */
export const networkChecks: readonly Check[] = [
  noIgnoredPolicyRule,
  noOneSidedPolicy,
  requireIsolation,
  requireOpenRoute,
  requireOpenWebhook,
  requirePolicyPeers,
  requirePolicyPort,
  validClusterPolicy,
];
