import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectOwner } from '../model/object-owner';
import type { BurnRate } from './burn-rates';
import type { ScrapedEndpoint } from '../products/mesh-product';
import type { Indicator } from './indicators/indicator';

/** What is emitted for the monitoring of a cluster: nothing is left to decide. */
export interface MonitoringModel {
  readonly monitors: readonly MonitorModel[];
  readonly objectives: readonly ObjectiveModel[];
}

/** Pods that are scraped, and where. */
export interface MonitorModel {
  /** Whose pods they are. */
  readonly owner: ObjectOwner;
  readonly name: string;
  readonly namespace: string;
  /** Labels that Prometheus asks of the monitor. */
  readonly labels: Labels;
  readonly selectorLabels: Labels;
  readonly endpoints: readonly ScrapedEndpoint[];
}

/** An objective, and how it is measured. */
export interface ObjectiveModel {
  readonly owner: ObjectOwner;
  readonly name: string;
  readonly namespace: string;
  /** Name of the workload that promises it. */
  readonly workload: string;
  /** Labels that Prometheus asks of rules. */
  readonly labels: Labels;
  readonly indicator: Indicator;
  /** The share of events that may be bad: 0.001 for an objective of 99.9 per cent. */
  readonly budget: number;
  readonly days: number;
  readonly burnRates: readonly BurnRate[];
  /** Labels of the alerts, by who is told. */
  readonly alertLabels: Readonly<Record<BurnRate['severity'], Labels>>;
  /** What it promises, in a sentence. */
  readonly summary: string;
  readonly runbookUrl?: string;
}
