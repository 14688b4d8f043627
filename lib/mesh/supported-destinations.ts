import type { RouteModel, ServiceDestination } from './mesh-model';

/**
 * The routes of a policy without the destinations that a mesh cannot send requests to: a route to one of them is left out,
 * and the share of one stays with the workload itself.
 */
export function supportedDestinations(
  routes: readonly RouteModel[],
  isSupported: (field: 'split' | 'routes', destination: ServiceDestination) => boolean,
): readonly RouteModel[] {
  return routes.flatMap(({ match, destinations }): RouteModel[] => {
    if (match !== undefined)
      return destinations.every((destination) => isSupported('routes', destination)) ? [{ match, destinations }] : [];
    const [own, ...others] = destinations;
    const kept = others.filter((destination) => isSupported('split', destination));
    if (own === undefined || kept.length === others.length) return [{ destinations }];
    const away = kept.reduce((sum, { weight }) => sum + weight, 0);
    return [{ destinations: [{ ...own, weight: 100 - away }, ...kept] }];
  });
}
