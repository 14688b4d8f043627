import type { MeshCase } from './mesh-case';
import { service, type Shop } from './shop';
import { Port } from '../../../lib';
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

function toCase({ title, intent, besides = [], policy, without }: TrafficVariant, server: 'cart' | 'store'): MeshCase {
  return {
    title,
    intent: `traffic.${intent}`,
    besides: besides.map((field) => `traffic.${field}`),
    security: false,
    declare: (shop, onUnsupported) => shop[server].traffic.set(policy(shop), { onUnsupported }),
    ...(without === undefined
      ? {}
      : { without: (shop, onUnsupported) => shop[server].traffic.set(without(shop), { onUnsupported }) }),
  };
}

/** Retries of a server that speaks gRPC, whose requests are split: on statuses of HTTP, and on its own. */
export function requestCasesOfGrpc(): MeshCase[] {
  const declareSplit = ({ chart, frontend }: Shop, onUnsupported: 'error' | 'warn') => {
    const [search, canary] = [service(chart, 'search', Port.grpc(7070)), service(chart, 'fork', Port.grpc(7070))];
    frontend.connections.allowTo(search);
    search.traffic.set({ split: [{ to: canary, weight: 10 }] }, { onUnsupported });
    return search;
  };
  return (['5xx', 'unavailable'] as const).map((condition) => ({
    title: `retries on ${condition} of a gRPC server that is split`,
    intent: 'traffic.retries.on',
    besides: ['traffic.split'],
    security: false,
    declare: (shop, onUnsupported) =>
      declareSplit(shop, onUnsupported).traffic.set({ retries: { attempts: 2, on: [condition] } }, { onUnsupported }),
    without: declareSplit,
  }));
}
