import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { QuotaOptions, QuotaScope } from './tenant-props';

/** A quota of a namespace: how much of what it counts there may be. */
export function emitResourceQuota(namespace: string, quota: QuotaOptions, index: number): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: quotaName(quota, index), namespace },
    spec: { hard: hardOf(quota, index), ...scopeOf(quota.scope) },
  };
}

/** Name of a quota that has none of its own. */
export function quotaName({ name, scope }: QuotaOptions, index: number): string {
  if (name !== undefined) return name;
  if (scope === undefined) return index === 0 ? 'compute' : `quota-${index + 1}`;
  if (typeof scope === 'string') return scope.replaceAll(/\B([A-Z])/g, '-$1').toLowerCase();
  return 'priorityClass' in scope ? 'priority' : 'volume-attributes';
}

/** Whether a quota counts something that every pod must then say. */
export function countsCompute({ requests = {}, limits = {} }: QuotaOptions, resource: string): boolean {
  return resource in requests || resource in limits;
}

function hardOf(quota: QuotaOptions, index: number): JsonObject {
  const { requests = {}, limits = {}, pods, objects = {}, storageClasses = {}, scope } = quota;
  // Nobody else says how many ways into the cluster a team may open.
  const closed = index === 0 && scope === undefined ? 0 : undefined;
  const { loadBalancers = closed, nodePorts = closed } = quota;
  return {
    ...prefixed('requests.', requests),
    ...prefixed('limits.', limits),
    ...(pods === undefined ? {} : { pods: String(pods) }),
    ...prefixed('count/', objects),
    ...(loadBalancers === undefined ? {} : { 'services.loadbalancers': String(loadBalancers) }),
    ...(nodePorts === undefined ? {} : { 'services.nodeports': String(nodePorts) }),
    ...Object.entries(storageClasses).reduce<JsonObject>((sum, [name, { requests: storage, claims }]) => {
      const prefix = `${name}.storageclass.storage.k8s.io`;
      return {
        ...sum,
        ...(storage === undefined ? {} : { [`${prefix}/requests.storage`]: storage }),
        ...(claims === undefined ? {} : { [`${prefix}/persistentvolumeclaims`]: String(claims) }),
      };
    }, {}),
  };
}

function prefixed(prefix: string, amounts: Readonly<Record<string, string | number>>): JsonObject {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}${name}`, String(amount)]));
}

function scopeOf(scope: QuotaScope | undefined): JsonObject {
  if (scope === undefined) return {};
  if (scope === 'CrossNamespacePodAffinity')
    return { scopeSelector: { matchExpressions: [{ scopeName: scope, operator: 'Exists' }] } };
  if (typeof scope === 'string') return { scopes: [scope] };
  const [scopeName, values] =
    'priorityClass' in scope
      ? (['PriorityClass', scope.priorityClass] as const)
      : (['VolumeAttributesClass', scope.volumeAttributesClass] as const);
  return { scopeSelector: { matchExpressions: [{ scopeName, operator: 'In', values: [...values] }] } };
}
