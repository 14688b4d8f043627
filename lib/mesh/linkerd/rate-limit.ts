import type { HttpLocalRateLimitPolicySpec } from '../../../imports/policy.linkerd.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { serverName, type PortPolicy } from './port-policy';

/** How many requests a pod accepts on a port; undefined where nothing was declared. */
export function emitRateLimit(policy: PortPolicy): Manifest | undefined {
  const { workload, rateLimit } = policy;
  if (rateLimit === undefined) return undefined;
  const { requestsPerSecond, perClient } = rateLimit;
  const name = serverName(policy);
  const spec: Plain<HttpLocalRateLimitPolicySpec> = {
    targetRef: { group: 'policy.linkerd.io', kind: 'Server', name },
    total: { requestsPerSecond },
    // More than the total is refused beforehand.
    ...(perClient === undefined || perClient > requestsPerSecond ? {} : { identity: { requestsPerSecond: perClient } }),
  };
  return {
    apiVersion: 'policy.linkerd.io/v1alpha1',
    kind: 'HTTPLocalRateLimitPolicy',
    metadata: { name, namespace: workload.namespace },
    spec,
  };
}
