import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectMeta } from '../manifest/objects/manifest';
import { objectLabels } from '../model/object-owner';
import { podLabelsOf } from './cluster-chart';

export interface ChartContext {
  /** The chart's id. */
  readonly chart: string;
  readonly namespace: string;
  /** Labels on every object that is made for the chart. */
  readonly objectLabels: Labels;
  /** Further labels on the pods of its workloads. */
  readonly podLabels: Labels;
  /** Metadata of an object of the chart: its name, the chart's namespace, and what is added. */
  readonly metadata: (name: string, added?: { readonly labels?: Labels; readonly annotations?: Labels }) => ObjectMeta;
}

/** What the chart around a construct gives to its objects. Throws outside a chart and where the chart has no namespace. */
export function chartContextOf(scope: Construct): ChartContext {
  const chart = Chart.of(scope);
  const { namespace } = chart;
  if (namespace === undefined)
    rejectProps(scope, 'Chart', {
      path: 'namespace',
      message: `Required value: the chart ${chart.node.path} has none, and workloads live in a namespace`,
      fix: `write new ClusterChart(scope, '${chart.node.id}', { namespace })`,
    });
  return {
    chart: chart.node.id,
    namespace,
    objectLabels: objectLabels(chart.labels),
    podLabels: podLabelsOf(chart),
    metadata: (name, { labels, annotations } = {}) => ({
      name,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
    }),
  };
}
