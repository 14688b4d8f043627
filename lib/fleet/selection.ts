import { parseArgs } from 'node:util';
import type { Cluster } from './cluster';
import { unknownName } from './name-rules';

/** Which clusters are rendered: all that fulfil both lists; an empty list leaves nobody out. */
export interface Selection {
  readonly environments: readonly string[];
  readonly clusters: readonly string[];
}

export const everything: Selection = { environments: [], clusters: [] };

/**
 * Reads a selection from `--environment NAME` and `--cluster NAME` (each may be repeated, and hold several names
 * separated by commas), or, where these are not given, from `CDK8S_BLUEPRINTS_ENVIRONMENT` and
 * `CDK8S_BLUEPRINTS_CLUSTER`: `cdk8s synth` passes no arguments on.
 */
export function selectionFrom(args: readonly string[], env: NodeJS.ProcessEnv): Selection {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { environment: { type: 'string', multiple: true }, cluster: { type: 'string', multiple: true } },
  });
  return {
    environments: names(values.environment) ?? names([env.CDK8S_BLUEPRINTS_ENVIRONMENT]) ?? [],
    clusters: names(values.cluster) ?? names([env.CDK8S_BLUEPRINTS_CLUSTER]) ?? [],
  };
}

/** The clusters of a selection. A name that no cluster has throws. */
export function selectClusters(clusters: readonly Cluster[], selection: Selection): readonly Cluster[] {
  assertKnown(
    '--environment',
    selection.environments,
    clusters.map(({ environment }) => environment.name),
  );
  assertKnown(
    '--cluster',
    selection.clusters,
    clusters.map(({ name }) => name),
  );
  return clusters.filter(
    ({ name, environment }) =>
      (selection.environments.length === 0 || selection.environments.includes(environment.name)) &&
      (selection.clusters.length === 0 || selection.clusters.includes(name)),
  );
}

function names(values: string | boolean | readonly (string | boolean | undefined)[] | undefined): string[] | undefined {
  const list = Array.isArray(values) ? values : [values];
  const found = list
    .flatMap((value) => (typeof value === 'string' ? value.split(',') : []))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return found.length === 0 ? undefined : found;
}

function assertKnown(flag: string, wanted: readonly string[], known: readonly string[]): void {
  for (const name of wanted) {
    if (!known.includes(name)) throw unknownName(flag, name, [...new Set(known)]);
  }
}
