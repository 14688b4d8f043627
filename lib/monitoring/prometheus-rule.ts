import type { PrometheusRuleSpec, PrometheusRuleSpecGroupsRules } from '../../imports/monitoring.coreos.com';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import { nothingLeft } from '../model/nothing-left';
import { recordedWindows, type BurnRate } from './burn-rates';
import type { ObjectiveModel } from './monitoring-model';
import { decimal, series } from './promql';

/** The share of bad events over each window, what is left of the budget, and the alerts on how fast it burns. */
export function emitPrometheusRule(model: ObjectiveModel): Manifest {
  const { owner: _, name, namespace, workload, labels, indicator, budget, days, burnRates, ...told } = model;
  const { alertLabels, summary, runbookUrl, ...rest } = told;
  nothingLeft(rest);
  const own = { namespace, workload, objective: name };
  const ratio = (window: string) => series(`objective:error_ratio:rate${window}`, own);
  const limit = (factor: number) => `${decimal(factor)} * ${decimal(budget)}`;
  const burning = ({ long, short, factor }: BurnRate) =>
    `(${ratio(long)} > ${limit(factor)} and ${ratio(short)} > ${limit(factor)})`;
  const alert = (severity: BurnRate['severity']): Plain<PrometheusRuleSpecGroupsRules>[] => {
    const rates = burnRates.filter((rate) => rate.severity === severity);
    if (rates.length === 0) return [];
    return [
      {
        alert: 'ErrorBudgetBurn',
        expr: rates.map(burning).join(' or '),
        labels: { ...own, ...alertLabels[severity] },
        annotations: { summary, ...(runbookUrl === undefined ? {} : { runbook_url: runbookUrl }) },
      },
    ];
  };
  const spec: Plain<PrometheusRuleSpec> = {
    groups: [
      {
        name: `objective-${name}`,
        rules: [
          ...recordedWindows.map((window) => ({
            record: `objective:error_ratio:rate${window}`,
            expr: `(${indicator.errors(window)}) / (${indicator.total(window)})`,
            labels: own,
          })),
          {
            record: 'objective:error_budget_remaining:ratio',
            expr: `1 - avg_over_time(${ratio('5m')}[${days}d]) / ${decimal(budget)}`,
            labels: own,
          },
          ...alert('page'),
          ...alert('ticket'),
        ],
      },
    ],
  };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, namespace, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
    spec,
  };
}
