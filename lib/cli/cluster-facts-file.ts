import { readFileSync } from 'node:fs';
import { profiles } from '../checks/profile';
import type { Profile } from '../checks/check';
import type { ClusterProps } from '../fleet/cluster';
import type { Tier } from '../fleet/facts/environment';
import { clusterFactList, linesOf } from '../fleet/facts/cluster-fact-list';
import type { ClusterDescription } from '../fleet/describe-cluster';
import { suppressionShape, type Suppression } from '../fleet/suppression';
import { isJsonObject } from '../manifest/objects/json';
import { defaultReadLimits } from '../reader/read-limits';
import { parseDocuments } from '../reader/parse-documents';
import { UsageError } from './command';
import { parseVersion } from './parse-version';
import { fields, formatShapeProblem, listOf, mapOf, oneOf } from '../fleet/shape';

/** What a file says of a cluster: the props of `new Cluster(…)` as data, and how it is checked. */
export interface DescribedCluster extends Partial<Omit<ClusterProps, 'environment'>> {
  readonly tier?: Tier;
  readonly profile?: Profile;
  readonly suppressions?: readonly Suppression[];
}

/** What a file says of all clusters, and of some by name. */
export interface DescribedClusters extends DescribedCluster {
  readonly clusters?: Readonly<Record<string, DescribedCluster>>;
}

/** Reads a file of cluster facts, YAML or JSON. @throws UsageError that names the field which is wrong */
export function readClusterFacts(file: string): DescribedClusters {
  const { documents, problems } = parseDocuments(readFileSync(file, 'utf8'), defaultReadLimits);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
  const content = documents[0]?.value;
  if (isDescribed(content)) return content;
  throw new UsageError(`${file}: ${problemOf(content)}`);
}

/**
 * What is said of one cluster: its own entry, field by field over what is said of all, and that over what is known of
 * it anyway. Lists of what exists or is accepted add up.
 */
export function describedCluster(
  { clusters, ...all }: DescribedClusters,
  name: string,
  known: DescribedCluster = {},
): DescribedCluster {
  return together([known, all, ownOf(clusters, name)]);
}

/** What is said in several places, in order: the last one holds, but for lists that add up and maps that are taken field by field. */
export function together(all: readonly DescribedCluster[]): DescribedCluster {
  const said = all.map((each): Said => ({ ...each }));
  const merged = fieldByField([...said, layered(said)]);
  if (isDescribed(merged)) return merged;
  throw new UsageError(problemOf(merged));
}

/** No name is one that every object inherits, such as `constructor`. */
function ownOf(clusters: DescribedClusters['clusters'] = {}, name: string): DescribedCluster {
  return (Object.hasOwn(clusters, name) ? clusters[name] : undefined) ?? {};
}

/** What holds of lines of which what is said last is not all. */
function layered(said: readonly Said[]): Said {
  const valuesOf = (name: string): readonly unknown[] =>
    said.map((each) => each[name]).filter((value) => value !== undefined);
  return Object.fromEntries<unknown>([
    ...addedLines.map((name) => [name, valuesOf(name).flat()] as const),
    ...mergedLines.map((name) => [name, fieldByField(valuesOf(name).filter(isJsonObject))] as const),
  ]);
}

type Said = Readonly<Record<string, unknown>>;

function fieldByField(maps: readonly Said[]): Said {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(map)));
}

function linesWith(layers: 'lists add up' | 'field by field'): readonly string[] {
  return clusterFactList
    .filter((fact) => fact.layers === layers)
    .flatMap((fact) => Object.keys(linesOf(fact)).map((line) => line.replace('?', '')));
}

/** Lines of which what is said of all clusters, and of one, adds up. */
export const addedLines: readonly string[] = [...linesWith('lists add up'), 'suppressions'];
const mergedLines = linesWith('field by field');

/**
 * Reads what an inventory says of a cluster. One that an older version wrote has less, and ingress controllers where
 * they no longer stand; a version of Kubernetes that nobody knows here says nothing.
 *
 * @throws Error that names the field which is wrong
 */
export function readInventoriedFacts(facts: ClusterDescription, file: string): DescribedCluster {
  const { kubernetesVersion, ingressControllers, ...others } = facts;
  const version = typeof kubernetesVersion === 'string' ? parseVersion(kubernetesVersion) : undefined;
  const content = {
    ...(version === undefined ? {} : { kubernetesVersion: version }),
    ...(ingressControllers === undefined ? {} : { network: { ingressControllers } }),
    ...others,
  };
  if (isDescribed(content)) return content;
  throw new Error(`${file}: ${problemOf(content)}\n  fix:  restore it from Git, or synthesize again`);
}

function isDescribed(value: unknown): value is DescribedClusters {
  return described(value, '') === undefined;
}

function problemOf(value: unknown): string {
  const problem = described(value, '');
  return problem === undefined ? 'Invalid value' : formatShapeProblem(problem);
}

const cluster = {
  'profile?': oneOf(...profiles),
  ...Object.fromEntries(clusterFactList.flatMap((fact) => Object.entries(linesOf(fact)))),
  'suppressions?': listOf(suppressionShape),
};
const described = fields({ ...cluster, 'clusters?': mapOf(fields(cluster)) });
