import type { PrometheusRuleSpec } from '../../../imports/monitoring.coreos.com';
import type { MonitoringFacts } from '../../fleet/facts/monitoring';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';

/** The pods of an operator, as Prometheus finds them. */
export interface MonitoredOperator {
  readonly name: string;
  readonly namespace: string;
  /** Whether one of its pods leads. */
  readonly elects: boolean;
}

/** The alerts by what controller-runtime exports. The monitor of its pods follows from their metrics. */
export function operatorAlerts({ name, namespace, elects }: MonitoredOperator, { labels }: MonitoringFacts): Manifest {
  // The job of what a PodMonitor finds is called after it.
  const series = `job="${namespace}/${name}"`;
  const spec: Plain<PrometheusRuleSpec> = {
    groups: [{ name: `${namespace}-${name}`, rules: alertsOf(`${namespace}/${name}`, series, elects) }],
  };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, namespace, ...(labels === undefined ? {} : { labels: { ...labels } }) },
    spec,
  };
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
