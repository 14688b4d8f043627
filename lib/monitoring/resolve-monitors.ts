import { backendFor } from '../mesh/backend-for';
import { enrolledWorkloads } from '../mesh/enrolled-workloads';
import type { ClusterModel } from '../model/cluster-model';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import type { ScrapedEndpoint } from '../products/mesh-product';
import { meshRecords } from '../products/mesh-records';
import { isRead } from './is-read';
import type { MonitorModel } from './monitoring-model';

/**
 * A monitor for each workload that has metrics, or whose proxies are measured: of its Pods, so that each is scraped once,
 * whatever Services stand in front of it.
 */
export function resolveMonitors(model: ClusterModel, measured: ReadonlySet<WorkloadModel>): readonly MonitorModel[] {
  const { monitoring } = model.cluster;
  if (monitoring === undefined) return [];
  const endpointsOf = endpointsIn(model, measured);
  return model.workloads.flatMap((workload) => {
    const endpoints = endpointsOf(workload);
    if (endpoints.length === 0) return [];
    refuseUnscraped(model, workload);
    return [
      {
        owner: workload,
        name: workload.name,
        namespace: workload.namespace,
        labels: monitoring.labels ?? {},
        selectorLabels: workload.selectorLabels,
        endpoints,
      },
    ];
  });
}

/** Says where the metrics of a workload are: on a port of its own, on its proxy's, or on both. */
function endpointsIn(
  model: ClusterModel,
  measured: ReadonlySet<WorkloadModel>,
): (workload: WorkloadModel) => readonly ScrapedEndpoint[] {
  const { mesh } = model.cluster;
  if (mesh === undefined) return ({ metrics, ports }) => (metrics === undefined ? [] : [endpointOf(metrics, ports)]);
  const enrolled = enrolledWorkloads(model);
  const merged = backendFor(model.cluster)?.load().metricsFromProxy === true;
  const { metrics: endpoint } = meshRecords[mesh.product].proxy;
  return (workload) => {
    const { metrics, ports } = workload;
    const byProxy = measured.has(workload) || (merged && metrics !== undefined && enrolled.has(workload));
    const own = metrics === undefined || (merged && byProxy) ? [] : [endpointOf(metrics, ports)];
    return byProxy ? [...own, endpoint] : own;
  };
}

function endpointOf(
  { port, path }: NonNullable<WorkloadModel['metrics']>,
  ports: WorkloadModel['ports'],
): ScrapedEndpoint {
  const name = ports.find(({ containerPort }) => containerPort === port)?.name;
  return name === undefined ? { portNumber: port, path } : { port: name, path };
}

/** A monitor that Prometheus does not look for, or pods that it is not let in to, are scraped by nobody. */
function refuseUnscraped(model: ClusterModel, workload: WorkloadModel): void {
  const { monitoring, network, name } = model.cluster;
  if (monitoring === undefined) return;
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    namespace: workload.namespace,
    name: workload.name,
  };
  if (!isRead(monitoring, workload.namespace))
    model.report({
      id: 'unsupported-monitor',
      severity: 'error',
      object,
      path: 'metrics',
      message: `Forbidden: Prometheus of ${name} looks for monitors in ${(monitoring.namespaces ?? []).join(', ')}, not in ${workload.namespace}`,
      fix: `let it look there, and add "${workload.namespace}" to monitoring.namespaces of the cluster`,
      origin: workload.origin,
    });
  if (network.monitoring === undefined && model.namespaces.get(workload.namespace)?.isolated === true)
    model.report({
      id: 'unsupported-monitor',
      severity: 'error',
      object,
      path: 'metrics',
      message: `Required value: the network policies of ${formatWorkload(workload)} let Prometheus in only where ${name} says where it is`,
      fix: 'say it as a fact of the cluster: network: { monitoring: { namespace, podLabels } }',
      origin: workload.origin,
    });
}
