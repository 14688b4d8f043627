import type { ClusterModel } from '../model/cluster-model';
import { formatWorkload } from '../model/workload-model';
import type { ServiceDestination, TrafficModel } from './mesh-model';
import { routedPorts, type ServedPort } from './routed-ports';

/**
 * Reports ports of a Service whose requests a policy sends to a workload that has no port for them: on any other of its
 * ports they would be taken for something else. It is a mistake in every mesh, so that nothing waves it through.
 */
export function refuseMissingCounterparts(traffic: TrafficModel, model: ClusterModel): void {
  const { workload, ports, routes, mirror } = traffic;
  const report = (field: string, destination: ServiceDestination): void => {
    for (const port of ports) {
      if (destination.counterparts.has(port.name)) continue;
      const others = routedPorts(destination.workload).map(formatPort).join(', ');
      model.report({
        id: 'unsupported-mesh-port',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
        path: `traffic.${field}`,
        message: `Not found: no port of ${formatWorkload(destination.workload)} stands for ${formatPort(port)} of ${formatWorkload(workload)}: it has ${others}`,
        fix: `give the port of ${formatWorkload(destination.workload)} that takes these requests the name "${port.name}", and what it speaks`,
        origin: traffic.origin,
      });
    }
  };
  for (const { match, destinations } of routes)
    for (const destination of destinations) report(match === undefined ? 'split' : 'routes', destination);
  if (mirror !== undefined) report('mirror', mirror.service);
}

function formatPort({ name, servicePort, application, protocol }: ServedPort): string {
  return `"${name}" (${servicePort}, ${application ?? protocol})`;
}
