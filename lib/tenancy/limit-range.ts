import type { Manifest } from '../manifest/objects/manifest';
import { countsCompute } from './resource-quota';
import type { LimitOptions, QuotaOptions } from './tenant-props';

/** What a container asks for that says nothing, where a quota counts it. */
const usual: Readonly<Record<string, string>> = { cpu: '100m', memory: '128Mi' };

/**
 * What containers and claims of a namespace get and may ask for; undefined where nothing is said and no quota needs it. A
 * default limit of CPU is given only where a quota counts the limits.
 */
export function emitLimitRange(
  namespace: string,
  quotas: readonly QuotaOptions[],
  { defaultRequest, default: limit, min, max, maxLimitRequestRatio, pod = {}, minClaim, maxClaim }: LimitOptions,
): Manifest | undefined {
  const counted = Object.keys(usual).filter((resource) => quotas.some((quota) => countsCompute(quota, resource)));
  const limited = Object.keys(usual).filter((resource) => quotas.some(({ limits = {} }) => resource in limits));
  const limits = { ...amountsOf(limited), ...(counted.includes('memory') ? amountsOf(['memory']) : {}), ...limit };
  const container = {
    ...field('default', limits),
    ...field('defaultRequest', { ...amountsOf(counted), ...defaultRequest }),
    ...field('min', min),
    ...field('max', max),
    ...field('maxLimitRequestRatio', written(maxLimitRequestRatio)),
  };
  const together = {
    ...field('min', pod.min),
    ...field('max', pod.max),
    ...field('maxLimitRequestRatio', written(pod.maxLimitRequestRatio)),
  };
  const claim = {
    ...(minClaim === undefined ? {} : { min: { storage: minClaim } }),
    ...(maxClaim === undefined ? {} : { max: { storage: maxClaim } }),
  };
  const items = [
    ...(Object.keys(container).length === 0 ? [] : [{ type: 'Container', ...container }]),
    ...(Object.keys(together).length === 0 ? [] : [{ type: 'Pod', ...together }]),
    ...(Object.keys(claim).length === 0 ? [] : [{ type: 'PersistentVolumeClaim', ...claim }]),
  ];
  if (items.length === 0) return undefined;
  return { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'defaults', namespace }, spec: { limits: items } };
}

function amountsOf(resources: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(resources.map((resource) => [resource, usual[resource] ?? '0']));
}

/** A quantity is written as text. */
function written(amounts: Readonly<Record<string, string | number>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [resource, String(amount)]));
}

function field(name: string, amounts: Readonly<Record<string, string>> = {}) {
  return Object.keys(amounts).length === 0 ? {} : { [name]: amounts };
}
