import type { MonitoringFacts } from '../fleet/facts/monitoring';

/** Whether Prometheus looks for monitors and rules in a namespace. */
export function isRead({ namespaces }: MonitoringFacts, namespace: string): boolean {
  return namespaces?.includes(namespace) ?? true;
}
