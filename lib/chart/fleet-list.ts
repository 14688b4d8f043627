import { tiers } from '../fleet/facts/environment';
import { fields, formatShapeProblem, listOf, oneOf, text, wholeNumber } from '../fleet/shape';
import { appendTo } from '../manifest/objects/append-to';
import { compareText } from '../manifest/objects/compare-text';
import { isJsonObject, type JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { listFleetCapability, type SummarizedCluster } from '../model/fleet-capability';

const chartsShape = listOf(fields({ name: text, namespaces: listOf(text), objects: wholeNumber }));

/** Lists the clusters of a fleet, and the charts of each, in `.inventory/fleet.json`: what a CI job reads to know what to sync. */
export const fleetListCapability = listFleetCapability<readonly ChartSummary[]>({
  name: 'fleet',
  list: 'clusters',
  shape: chartsShape,
  summarize({ manifests }) {
    const byChart = new Map<string, Manifest[]>();
    for (const { chart, manifest } of manifests) appendTo(byChart, chart, manifest);
    return [...byChart].map(([name, objects]) => summarizeChart(name, objects)).sort(byName);
  },
  emit: (clusters) => clusters.map(entryOf),
});

/** What the fleet knows of a chart in one cluster. */
interface ChartSummary extends JsonObject {
  readonly name: string;
  /** Namespaces of its objects. */
  readonly namespaces: readonly string[];
  /** How many objects it has, with or without a namespace. */
  readonly objects: number;
}

function summarizeChart(name: string, objects: readonly Manifest[]): ChartSummary {
  const namespaces = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  return { name, namespaces: [...namespaces].sort(compareText), objects: objects.length };
}

function byName(one: ChartSummary, other: ChartSummary): number {
  return compareText(one.name, other.name);
}

const entryShape = fields({
  name: text,
  environment: text,
  tier: oneOf(...tiers),
  'region?': text,
  zones: listOf(text),
  kubernetesVersion: text,
  'mesh?': text,
  tree: text,
  inventory: text,
  charts: chartsShape,
});

function entryOf({
  environment,
  cluster,
  facts,
  tree,
  inventory,
  summary,
}: SummarizedCluster<readonly ChartSummary[]>): JsonObject {
  const { tier, region, zones = [], kubernetesVersion, mesh } = facts;
  const entry: unknown = {
    name: cluster,
    environment,
    tier,
    region,
    zones,
    kubernetesVersion,
    mesh: isJsonObject(mesh) ? mesh.product : mesh,
    tree,
    inventory,
    charts: summary,
  };
  if (isEntry(entry)) return entry;
  const problem = entryShape(entry, '');
  throw new Error(
    `${inventory}: ${problem === undefined ? '' : formatShapeProblem(problem)}\n  fix:  synthesize this cluster, too, or restore its inventory from Git`,
  );
}

function isEntry(value: unknown): value is JsonObject {
  return entryShape(value, '') === undefined;
}
