import type { ClusterModel } from '../model/cluster-model';
import type { TrafficIntent } from '../model/traffic';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { routedPorts } from './routed-ports';

/** Reports traffic of a workload that nobody can send requests to, or to one; true where there was any. */
export function refuseUnroutable(
  model: ClusterModel,
  {
    workload,
    policy: { split = [], routes = [], mirror },
    origin,
  }: Pick<TrafficIntent, 'workload' | 'policy' | 'origin'>,
): boolean {
  const destinations = [...split, ...routes, ...(mirror === undefined ? [] : [mirror])].map(({ to }) => to.workload);
  const unroutable = [
    ...(workload.service === undefined ? [workload] : []),
    ...[...new Set(destinations)].filter((to) => to.service === undefined || routedPorts(to).length === 0),
  ];
  for (const one of new Set(unroutable)) report(model, workload, one, origin);
  return unroutable.length > 0;
}

function report(model: ClusterModel, from: WorkloadModel, to: WorkloadModel, origin: string): void {
  const lack = to.service === undefined ? 'no Service' : 'no Service port';
  model.report({
    id: 'require-routed-service',
    severity: 'error',
    object: { apiVersion: 'v1', kind: 'Service', namespace: from.namespace, name: from.name },
    path: 'traffic',
    message: `Required value: ${formatWorkload(to)} has ${lack} that requests could go to`,
    fix: 'let it serve on a port (a WebService, or ports and a Service of its own), or leave the policy out',
    origin,
  });
}
