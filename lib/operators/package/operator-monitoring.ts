import type { PodMonitorSpec, PrometheusRuleSpec } from '../../../imports/monitoring.coreos.com';
import type { MonitoringFacts } from '../../fleet/facts/monitoring';
import type { Labels } from '../../manifest/objects/label-selector';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';

/** The pods of an operator, as Prometheus finds them. */
export interface MonitoredOperator {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select its pods. */
  readonly podLabels: Labels;
  /** Whether one of its pods leads. */
  readonly elects: boolean;
}

const apiVersion = 'monitoring.coreos.com/v1';

/** What scrapes the pods of an operator, and the alerts by what controller-runtime exports. */
export function operatorMonitoring(
  { name, namespace, podLabels, elects }: MonitoredOperator,
  { labels }: MonitoringFacts,
): readonly Manifest[] {
  const metadata = { name, namespace, ...(labels === undefined ? {} : { labels: { ...labels } }) };
  const monitor: Plain<PodMonitorSpec> = {
    podMetricsEndpoints: [{ port: 'metrics' }],
    selector: { matchLabels: { ...podLabels } },
  };
  // The job of what a PodMonitor finds is called after it.
  const series = `job="${namespace}/${name}"`;
  const rules: Plain<PrometheusRuleSpec> = {
    groups: [{ name: `${namespace}-${name}`, rules: alertsOf(`${namespace}/${name}`, series, elects) }],
  };
  return [
    { apiVersion, kind: 'PodMonitor', metadata, spec: monitor },
    { apiVersion, kind: 'PrometheusRule', metadata, spec: rules },
  ];
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

function alertsOf(operator: string, series: string, elects: boolean): Alert[] {
  const lacksLeader: Alert = elects
    ? {
        alert: 'OperatorHasNoLeader',
        expr: `absent(leader_election_master_status{${series}} == 1)`,
        for: '5m',
        labels: { severity: 'critical' },
        annotations: { summary: `No pod of ${operator} leads: nothing is reconciled.` },
      }
    : {
        alert: 'OperatorIsDown',
        expr: `absent(up{${series}} == 1)`,
        for: '5m',
        labels: { severity: 'critical' },
        annotations: { summary: `No pod of ${operator} answers: nothing is reconciled.` },
      };
  return [
    {
      alert: 'OperatorReconcileErrors',
      expr: `sum by (controller) (rate(controller_runtime_reconcile_errors_total{${series}}[5m])) > 0`,
      for: '15m',
      labels: { severity: 'warning' },
      annotations: { summary: `${operator} fails to reconcile: {{ $labels.controller }}.` },
    },
    {
      alert: 'OperatorQueueGrows',
      expr: `min_over_time(sum by (name) (workqueue_depth{${series}})[15m:1m]) > 10`,
      for: '15m',
      labels: { severity: 'warning' },
      annotations: { summary: `${operator} does not keep up with its queue {{ $labels.name }}.` },
    },
    lacksLeader,
  ];
}
