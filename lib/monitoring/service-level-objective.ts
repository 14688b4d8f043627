import { Chart, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { placedId } from '../fleet/placed-id';
import type { Labels } from '../manifest/objects/label-selector';
import { IntentSort } from '../model/intent-sort';
import { objectLabels, type ObjectOwner } from '../model/object-owner';
import type { HasWorkload, WorkloadModel } from '../model/workload-model';
import type { Indicator } from './indicators/indicator';
import { objectiveShape } from './objective-shape';

/** What a workload promises, how that is measured, and who is told when it is about to be broken. */
export interface ServiceLevelObjectiveProps {
  /** The workload that promises it. */
  readonly workload: HasWorkload;
  /** Name of the PrometheusRule, and the label `objective` of its series and alerts. @default the construct's id */
  readonly name?: string;
  /** How many events in a hundred must be good: from 50 to below 100, such as 99.9. */
  readonly target: number;
  /**
   * What is measured: `availability`, requests that do not fail; `latency`, requests that are answered in time; both by
   * what the cluster's mesh counts. Or queries of your own, for anything else: the bad events a second and all of them.
   */
  readonly indicator: ObjectiveIndicator;
  /** Over how long the promise holds: whole days, from 28 to 90. @default Duration.days(30) */
  readonly period?: Duration;
  /**
   * Labels of the alerts. A page is for what spends a fiftieth of the budget in an hour or a twentieth in six hours; a
   * ticket for what spends a tenth in one or three days.
   *
   * @default `severity: critical` and `severity: warning`
   */
  readonly alertLabels?: { readonly page?: Labels; readonly ticket?: Labels };
  /** Where it is written what to do. Emitted as the annotation `runbook_url`. @default none */
  readonly runbookUrl?: string;
  /**
   * What happens on a cluster that cannot measure it: without `monitoring`, or without a mesh that counts requests. `warn`
   * leaves the objective out there and says so.
   *
   * @default 'error': the synth fails
   */
  readonly onUnsupported?: 'error' | 'warn';
}

/** What an objective is measured by. */
export type ObjectiveIndicator = 'availability' | { readonly latency: Duration } | Indicator;

/** An objective as it was declared. */
export interface DeclaredObjective
  extends ObjectOwner, Omit<ServiceLevelObjectiveProps, 'workload' | 'onUnsupported' | 'name'> {
  readonly name: string;
  readonly workload: WorkloadModel;
  readonly onUnsupported: 'error' | 'warn';
}

/** The objectives of a tree. */
export const declaredObjectives = new IntentSort<DeclaredObjective>();

/**
 * A promise about a workload, and the alerts on how fast its error budget burns. Becomes a PrometheusRule: the share of bad
 * events over seven windows, what is left of the budget, and alerts that ask a long and a short window at once. What
 * Prometheus must scrape for it, a PodMonitor says.
 *
 * See https://sre.google/workbook/alerting-on-slos
 */
export class ServiceLevelObjective extends Construct {
  constructor(scope: Construct, id: string, props: ServiceLevelObjectiveProps) {
    super(scope, placedId('ServiceLevelObjective', scope, id));
    assertProps(this, 'ServiceLevelObjective', objectiveShape, props);
    const { workload, name = id, onUnsupported = 'error', ...declared } = props;
    const chart = Chart.of(this);
    declaredObjectives.record(this, {
      ...declared,
      name,
      workload: workload.workload,
      onUnsupported,
      chart: chart.node.id,
      objectLabels: objectLabels(chart.labels),
      origin: this.node.path,
    });
  }
}
