import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartContext } from '../chart/chart-context';
import { fewestReplicas, type Replicas } from '../model/pods-model';
import type { LongRunningProps } from './workload-props';

export interface EmitPodDisruptionBudgetOptions {
  readonly name: string;
  readonly context: ChartContext;
  readonly labels: Labels;
  readonly selectorLabels: Labels;
  readonly replicas: Replicas;
  readonly budget: LongRunningProps['disruptionBudget'];
}

/** What a node drain may take away at once; undefined where there is nothing to keep: one replica, or the user said no. */
export function emitPodDisruptionBudget({
  name,
  context,
  labels,
  selectorLabels,
  replicas,
  budget,
}: EmitPodDisruptionBudgetOptions): Manifest | undefined {
  if (budget === false || (budget === undefined && fewestReplicas(replicas) < 2)) return undefined;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: context.metadata(name, { labels }),
    spec: {
      ...(budget ?? { maxUnavailable: 1 }),
      selector: { matchLabels: selectorLabels },
      // A pod that never becomes ready must not hold up a drain for ever.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}
