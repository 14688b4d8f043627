import { formatWorkload, type WorkloadModel } from '../../model/workload-model';
import type { RouteModel, ServiceDestination, TrafficModel } from '../mesh-model';
import { consulProtocol } from './consul-service';
import type { RefuseField } from './supported-traffic';

/**
 * The routes whose destinations Consul can send requests to. One that it cannot is reported and left out; its share stays
 * with the workload itself.
 */
export function supportedRoutes(
  { workload, routes }: TrafficModel,
  enrolled: ReadonlySet<WorkloadModel>,
  refuseField: RefuseField,
): readonly RouteModel[] {
  const refused = new Set<string>();
  const isSupported = (field: 'split' | 'routes', destination: ServiceDestination): boolean => {
    const reason = whyUnsupported(workload, destination.workload, field, enrolled);
    if (reason === undefined) return true;
    if (!refused.has(`${field} ${reason}`))
      refuseField(field, reason, 'send requests to a workload of the mesh that speaks the same protocol');
    refused.add(`${field} ${reason}`);
    return false;
  };
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

function whyUnsupported(
  workload: WorkloadModel,
  destination: WorkloadModel,
  field: 'split' | 'routes',
  enrolled: ReadonlySet<WorkloadModel>,
): string | undefined {
  const own = consulProtocol(workload);
  const other = consulProtocol(destination);
  if (own === 'tcp')
    return `${formatWorkload(workload)} speaks tcp, of which it ${field === 'split' ? 'splits' : 'routes'} nothing`;
  if (!enrolled.has(destination)) return `${formatWorkload(destination)} is not enrolled`;
  if (own !== other)
    return `${formatWorkload(destination)} speaks ${other} and ${formatWorkload(workload)} ${own}, which one chain must not mix`;
  return undefined;
}
