import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectMeta } from '../manifest/objects/manifest';
import { managedBy } from '../model/managed-by';

export interface ChartContext {
  /** The chart's id. */
  readonly chart: string;
  readonly namespace: string;
  /** Metadata of an object of the chart: its name, the chart's namespace and labels, and what is added. */
  readonly metadata: (name: string, added?: { readonly labels?: Labels; readonly annotations?: Labels }) => ObjectMeta;
}

/** What the chart around a construct gives to its objects. Throws outside a chart and where the chart has no namespace. */
export function chartContextOf(scope: Construct): ChartContext {
  const chart = Chart.of(scope);
  const { namespace } = chart;
  if (namespace === undefined)
    throw new Error(
      `${chart.node.path}: namespace: Required value: workloads live in a namespace: new ClusterChart(scope, id, { namespace })`,
    );
  return {
    chart: chart.node.id,
    namespace,
    metadata: (name, { labels, annotations } = {}) => ({
      name,
      namespace,
      labels: { ...chart.labels, ...managedBy, ...labels },
      ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
    }),
  };
}
