import type { MeshCase } from './mesh-case';
import { combinedVariants, trafficVariants, type TrafficVariant } from './traffic-variants';

/** Every field of a traffic policy, declared on a server that speaks HTTP. */
export function trafficCases(): MeshCase[] {
  return [...Object.values(trafficVariants).flat(), ...combinedVariants].map((variant) => toCase(variant, 'cart'));
}

/** What is about requests, declared on a server whose bytes nothing looks into: it would be without effect. */
export function requestCasesOfTcp(): MeshCase[] {
  return Object.values(trafficVariants)
    .flat()
    .filter(({ intent, title }) => aboutRequests.has(intent) && title !== 'no retries')
    .map((variant) => ({
      ...toCase(variant, 'store'),
      title: `${variant.title} of a server that does not speak HTTP`,
      impossible: true,
    }));
}

const aboutRequests = new Set([
  'timeout',
  'retries',
  'routes',
  'mirror',
  'fault.delay',
  'fault.abort',
  'rateLimit',
  'circuitBreaker.maxPendingRequests',
  'circuitBreaker.maxRequests',
  'circuitBreaker.maxRequestsPerConnection',
]);

function toCase({ title, intent, policy, without }: TrafficVariant, server: 'cart' | 'store'): MeshCase {
  return {
    title,
    intent: `traffic.${intent}`,
    security: false,
    declare: (shop, onUnsupported) => shop[server].traffic.set(policy(shop), { onUnsupported }),
    ...(without === undefined
      ? {}
      : { without: (shop, onUnsupported) => shop[server].traffic.set(without(shop), { onUnsupported }) }),
  };
}
