import type { ClusterModel } from '../model/cluster-model';
import { objectReference } from '../model/object-reference';
import { formatWorkload } from '../model/workload-model';
import { addressOfUrl } from '../products/keda-scalers/trigger-addresses';
import { askedPorts, askedWorkload, knownPorts } from './asked-workload';

/** Lets the adapters of metrics ask the workloads of the tree that the cluster's facts say they ask. */
export function connectMetricAdapters(model: ClusterModel): void {
  model.cluster.autoscalers.metricAdapters.forEach((adapter, index) => {
    for (const [at, url] of (adapter.asks ?? []).entries()) {
      const address = addressOfUrl(url);
      const workload = address === undefined ? undefined : askedWorkload(model, address.host, adapter.namespace);
      if (address === undefined || workload === undefined) continue;
      const ports = askedPorts(workload, address.port);
      if (ports.length > 0)
        model.connect({
          from: { type: 'platform', name: `the metric adapter in ${adapter.namespace}`, pods: adapter },
          to: { type: 'workload', workload },
          ports,
          origin: workload.origin,
        });
      else
        model.report({
          id: 'unsupported-scaling-intent',
          severity: 'error',
          object: objectReference(workload.controller),
          path: `autoscalers.metricAdapters[${index}].asks[${at}]`,
          message: `Invalid value: "${url}": Service ${formatWorkload(workload)} has no port ${address.port}`,
          fix: `use one of its ports: ${knownPorts(workload)}`,
          origin: workload.origin,
        });
    }
  });
}
