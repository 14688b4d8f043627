import type { ClusterModel } from '../../model/cluster-model';
import { exposures } from '../../model/exposure';
import { formatWorkload } from '../../model/workload-model';
import type { TrafficModel } from '../mesh-model';

/** Says that requests from outside are not routed by what is declared for the mesh: the gateway's own route sends them on. */
export function warnOfExposure({ workload, routes, mirror, policy, origin }: TrafficModel, model: ClusterModel): void {
  const { timeout, retries, fault } = policy;
  const declared = {
    routes: routes.length > 1,
    split: routes.some(({ destinations }) => destinations.length > 1),
    mirror: mirror !== undefined,
    timeout: timeout !== undefined,
    retries: retries !== undefined,
    fault: fault !== undefined,
  };
  const fields = Object.entries(declared).flatMap(([field, isDeclared]) => (isDeclared ? [field] : []));
  const exposure = exposures.in(model).find((candidate) => candidate.workload === workload);
  if (exposure === undefined || fields.length === 0) return;
  model.report({
    id: 'unsupported-mesh-intent',
    severity: 'warning',
    object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
    path: `traffic.${fields[0] ?? ''}`,
    message: `Forbidden: requests for ${exposure.hosts.join(', ')} come through a gateway, whose own route sends them to ${formatWorkload(workload)}: ${fields.join(', ')} hold within the mesh alone`,
    fix: 'say the same in the gateway’s route, or put a workload between the gateway and this one',
    origin,
  });
}
