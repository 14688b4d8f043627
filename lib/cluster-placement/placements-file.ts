import { fields, flag, listOf, text, wholeNumber } from '../fleet/shape';
import type { JsonObject } from '../manifest/objects/json';
import { listFleetCapability } from '../model/fleet-capability';

/** A workload of a placed chart that is to survive a loss. */
export interface PlacedWorkload extends JsonObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Whether it keeps data that no other cluster has. */
  readonly keepsData: boolean;
}

/** A chart that was placed in a cluster. */
export interface PlacedChartSummary extends JsonObject {
  readonly chart: string;
  readonly replicas?: number;
  /** Its workloads there, where it is promised that they survive something. */
  readonly workloads?: readonly PlacedWorkload[];
}

/** How what an inventory says of placed charts is checked. */
export const placedChartsShape = listOf(
  fields({
    chart: text,
    'replicas?': wholeNumber,
    'workloads?': listOf(fields({ kind: text, namespace: text, name: text, keepsData: flag })),
  }),
);

/** Name of the fleet capability, and of what a rendered cluster tells it. */
export const placementsName = 'placements';

/** Lists where each placed chart runs, in `.inventory/placements.json`. The next synth keeps what it can of it. */
export const placementsCapability = listFleetCapability<readonly PlacedChartSummary[]>({
  name: placementsName,
  list: 'charts',
  shape: placedChartsShape,
  nothing: [],
  summarize({ told }) {
    const charts = told[placementsName]?.charts;
    return isPlacedCharts(charts) ? charts : [];
  },
  emit(clusters) {
    const names = [...new Set(clusters.flatMap(({ summary }) => summary.map(({ chart }) => chart)))].sort();
    return names.map((name) => ({
      chart: name,
      clusters: clusters.flatMap(({ cluster, summary }) =>
        summary
          .filter(({ chart }) => chart === name)
          .map(({ replicas }) => ({ cluster, ...(replicas === undefined ? {} : { replicas }) })),
      ),
    }));
  },
});

/** Whether a value is what this file writes into inventories. */
export function isPlacedCharts(value: unknown): value is readonly PlacedChartSummary[] {
  return placedChartsShape(value, placementsName) === undefined;
}
