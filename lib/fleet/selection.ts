import { parseArgs } from 'node:util';
import type { Cluster } from './cluster';
import { unknownName } from './name-rules';
import { isNearMiss } from './near-miss';

/** Which clusters are rendered: all that fulfil both lists; an empty list leaves nobody out. */
export interface Selection {
  /** Names of environments; empty for all. */
  readonly environments: readonly string[];
  /** Names of clusters; empty for all. */
  readonly clusters: readonly string[];
}

/** Leaves nobody out. */
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
  for (const name of Object.keys(values)) assertNoNearMiss(name);
  return {
    environments: named('environment', values.environment) ?? names(env.CDK8S_BLUEPRINTS_ENVIRONMENT),
    clusters: named('cluster', values.cluster) ?? names(env.CDK8S_BLUEPRINTS_CLUSTER),
  };
}

/** Other flags are the program's own; one that looks like ours would render the whole fleet unnoticed. */
function assertNoNearMiss(name: string): void {
  const flags = ['cluster', 'environment'];
  if (flags.includes(name)) return;
  const isMeant = (flag: string): boolean => isNearMiss(name.toLowerCase(), flag) || name.toLowerCase() === flag;
  if (flags.some((flag) => isMeant(flag) || (name.length > 2 && flag.startsWith(name))))
    throw unknownName(
      'flag',
      `--${name}`,
      flags.map((flag) => `--${flag}`),
    );
}

/** The clusters of a selection. A name that no cluster has throws, and so does a selection that leaves none. */
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
  const selected = clusters.filter(
    ({ name, environment }) =>
      (selection.environments.length === 0 || selection.environments.includes(environment.name)) &&
      (selection.clusters.length === 0 || selection.clusters.includes(name)),
  );
  if (selected.length > 0) return selected;
  throw new Error(
    `--cluster: Invalid value: "${selection.clusters.join(',')}": none of them is in the environment ${selection.environments.join(', ')}`,
  );
}

type FlagValue = string | boolean | undefined;

/** The names that a flag gives; undefined where it is not there. */
function named(flag: string, value: FlagValue | readonly FlagValue[]): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const found = [value].flat().flatMap(names);
  // As from `--cluster "$CLUSTER"` with an empty variable, which must not render the whole fleet.
  if (found.length === 0) throw new Error(`--${flag}: Required value: a name, or several separated by commas`);
  return found;
}

function names(value: FlagValue): readonly string[] {
  if (typeof value !== 'string') return [];
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function assertKnown(flag: string, wanted: readonly string[], known: readonly string[]): void {
  for (const name of wanted) {
    if (!known.includes(name)) throw unknownName(flag, name, [...new Set(known)]);
  }
}
