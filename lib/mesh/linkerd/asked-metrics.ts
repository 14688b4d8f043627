import type { ClusterModel } from '../../model/cluster-model';
import type { Connection } from '../../model/connection';
import { isMetricsPort } from '../../model/metrics-port';
import type { TrafficModel } from '../mesh-model';
import { opensPort } from '../opens-port';
import { isServed, speaksHttp, type ServedPort } from '../routed-ports';

/**
 * The ports for metrics that clients ask at the Service, because a connection names them: a traffic policy is not about
 * them, and what the Service says about requests holds for all of its ports.
 */
export function askedMetricsPorts({ workload }: Pick<TrafficModel, 'workload'>, model: ClusterModel): ServedPort[] {
  const isForIt = ({ to, from, ports }: Connection): boolean =>
    ports.length > 0 &&
    ['workload', 'namespace', 'namespaces'].includes(from.type) &&
    ((to.type === 'workload' && to.workload === workload) ||
      (to.type === 'namespace' && to.namespace === workload.namespace));
  const naming = model.connections.filter(isForIt);
  return workload.ports
    .filter((port) => isMetricsPort(workload, port) && speaksHttp(port))
    .filter(isServed)
    .filter((port) => naming.some((connection) => opensPort(connection.ports, port.containerPort)));
}
