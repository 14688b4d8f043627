import type { PodMonitorSpec } from '../../imports/monitoring.coreos.com';
import type { MonitoringFacts } from '../fleet/facts/monitoring';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { DatabasePods } from './database-backend';

/** What scrapes some pods of a database; undefined where they show no metrics. */
export function podMonitor(
  { name, selectorLabels, ports, metrics }: DatabasePods,
  namespace: string,
  { labels }: MonitoringFacts,
): Manifest | undefined {
  const port = ports.find(({ containerPort }) => containerPort === metrics?.port)?.name;
  if (port === undefined) return undefined;
  const spec: Plain<PodMonitorSpec> = {
    podMetricsEndpoints: [{ port }],
    selector: { matchLabels: { ...selectorLabels } },
  };
  const metadata = { name, namespace, ...(labels === undefined ? {} : { labels: { ...labels } }) };
  return { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata, spec };
}
