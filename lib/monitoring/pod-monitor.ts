import type { PodMonitorSpec } from '../../imports/monitoring.coreos.com';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import { nothingLeft } from '../model/nothing-left';
import type { MonitorModel } from './monitoring-model';

/** Pods that Prometheus scrapes. Their series have the labels `namespace`, `pod`, and `workload`. */
export function emitPodMonitor(model: MonitorModel): Manifest {
  const { owner: _, name, namespace, labels, selectorLabels, endpoints, ...rest } = model;
  nothingLeft(rest);
  const spec: Plain<PodMonitorSpec> = {
    selector: { matchLabels: selectorLabels },
    podMetricsEndpoints: endpoints.map(({ port, portNumber, path }) => ({
      ...(port === undefined ? { portNumber } : { port }),
      path,
      relabelings: [{ action: 'replace', targetLabel: 'workload', replacement: name }],
    })),
  };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, namespace, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
    spec,
  };
}
