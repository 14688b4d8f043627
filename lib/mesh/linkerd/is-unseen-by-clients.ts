import type { TrafficModel } from '../mesh-model';
import type { UnsupportedField } from '../refuse-field';

/**
 * Whether the proxies of clients read nothing that is said about a Service: they find it by its address, and a headless one
 * has none.
 *
 * See https://linkerd.io/2/features/retries-and-timeouts
 */
export function isUnseenByClients({ workload }: Pick<TrafficModel, 'workload'>): boolean {
  return workload.service?.headless === true;
}

/** A field that such proxies would keep to, if they knew which Service a pod's address belongs to. */
export function unseenField(field: string, service: string): UnsupportedField {
  return {
    field,
    reason: `clients of the headless Service "${service}" ask pods by their addresses, for which its proxies have no policy`,
    alternative: 'put a Service with an address of its own in front of the pods, and let clients ask that one',
  };
}
