import type { TrafficModel } from '../mesh-model';

/**
 * Whether the proxies of clients read nothing that is said about a Service: they find it by its address, and a headless one
 * has none.
 *
 * See https://linkerd.io/2/features/retries-and-timeouts
 */
export function isUnseenByClients({ workload }: Pick<TrafficModel, 'workload'>): boolean {
  return workload.service?.headless === true;
}
