import type { Labels } from '../manifest/objects/label-selector';
import { managedBy } from './managed-by';

/** What an object is made for: a workload, a namespace, a chart. */
export interface ObjectOwner {
  /** Path of the construct that declared it. */
  readonly origin: string;
  /** Chart that its objects belong to. */
  readonly chart: string;
  /** Labels on every object that is made for it: its own and its chart's. Never part of a selector. */
  readonly objectLabels: Labels;
}

/** Labels on every object that is made for a chart, or for something in it that has labels of its own. */
export function objectLabels(chartLabels: Labels, own: Labels = {}): Labels {
  return { ...chartLabels, ...managedBy, ...own };
}
