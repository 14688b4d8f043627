import type { ServiceResolverSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { LoadBalancing } from '../../model/traffic-policy';
import { formatDuration } from '../format-duration';
import type { TrafficModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';

type LoadBalancer = NonNullable<Plain<ServiceResolverSpec>['loadBalancer']>;
type HashPolicy = NonNullable<LoadBalancer['hashPolicies']>[number];

/** How every client's proxy connects to a service's pods, and shares requests among them; undefined where nothing of that was declared. */
export function emitServiceResolver({ workload, policy, origin }: TrafficModel): EmittedManifest | undefined {
  const { loadBalancing, circuitBreaker: { connectTimeout } = {}, localityFailover = false } = policy;
  const spec: Plain<ServiceResolverSpec> = {
    ...(connectTimeout === undefined ? {} : { connectTimeout: formatDuration(connectTimeout) }),
    ...(localityFailover ? { prioritizeByLocality: { mode: 'failover' } } : {}),
    ...(loadBalancing === undefined ? {} : { loadBalancer: emitLoadBalancer(loadBalancing) }),
  };
  if (Object.keys(spec).length === 0) return undefined;
  const { namespace } = workload;
  const entry = { namespace, name: consulServiceName(workload) };
  return configEntry('ServiceResolver', entry, spec, { ...workload, origin });
}

function emitLoadBalancer(loadBalancing: LoadBalancing): LoadBalancer {
  switch (loadBalancing.policy) {
    case 'least-request':
      return { policy: 'least_request' };
    case 'round-robin':
      return { policy: 'round_robin' };
    case 'random':
      return { policy: 'random' };
    case 'consistent-hash':
      return { policy: 'ring_hash', hashPolicies: [emitHashPolicy(loadBalancing)] };
  }
}

function emitHashPolicy(hash: Extract<LoadBalancing, { policy: 'consistent-hash' }>): HashPolicy {
  if ('header' in hash) return { field: 'header', fieldValue: hash.header };
  if ('sourceIp' in hash) return { sourceIP: true };
  const { name, ttl } = hash.cookie;
  // Without a time it is a cookie that ends with the browser.
  const cookieConfig = ttl === undefined ? { session: true } : { ttl: formatDuration(ttl) };
  return { field: 'cookie', fieldValue: name, cookieConfig };
}
