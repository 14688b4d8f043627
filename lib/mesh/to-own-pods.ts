import type { TrafficModel } from './mesh-model';

/** A traffic policy whose requests all go to the pods of the Service that they are for: nothing routed, split or mirrored. */
export function toOwnPods({ routes, mirror: _, ...traffic }: TrafficModel): TrafficModel {
  const [own] = routes.at(-1)?.destinations ?? [];
  return { ...traffic, routes: own === undefined ? [] : [{ destinations: [{ ...own, weight: 100 }] }] };
}
