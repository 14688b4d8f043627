import { isProfile, profiles } from '../checks/profile';
import type { Profile } from '../checks/check';
import { readSchemas } from '../schema/facts/read-schemas';
import type { SchemaFacts } from '../schema/facts/schema-facts';
import { kubernetesVersions, type KubernetesVersion } from '../fleet/kubernetes-version';
import { readClusterFacts, type DescribedClusters } from './cluster-facts-file';
import { UsageError } from './command';
import { parseVersion } from './parse-version';

/** How trees are checked, as a user writes it: on the command line, or as properties in cdk8s.yaml. */
export interface WrittenCheckOptions {
  /** Version of the API server, such as `1.33`. */
  readonly kubernetes?: string | undefined;
  /** Files of `schemas pull`, or folders of such files and of definitions. */
  readonly schemas?: readonly string[] | undefined;
  /** File that says what else is known of the clusters. */
  readonly clusterFacts?: string | undefined;
  readonly profile?: string | undefined;
}

/** The same, with every file read. */
export interface ReadCheckOptions {
  readonly kubernetes: KubernetesVersion | undefined;
  readonly layers: readonly SchemaFacts[];
  readonly described: DescribedClusters;
  readonly profile: Profile | undefined;
}

/** @throws UsageError for a value that is none of the known ones, Error for a file that cannot be read */
export function readCheckOptions({
  kubernetes,
  schemas,
  clusterFacts,
  profile,
}: WrittenCheckOptions): ReadCheckOptions {
  return {
    kubernetes: kubernetes === undefined ? undefined : versionOption(kubernetes),
    profile: profile === undefined ? undefined : profileOption(profile),
    layers: readSchemas(schemas ?? []),
    described: clusterFacts === undefined ? {} : readClusterFacts(clusterFacts),
  };
}

function versionOption(text: string): KubernetesVersion {
  const version = parseVersion(text);
  if (version !== undefined) return version;
  throw new UsageError(`--kubernetes ${text}: must be one of ${kubernetesVersions.join(', ')}`);
}

function profileOption(text: string): Profile {
  if (isProfile(text)) return text;
  throw new UsageError(`--profile ${text}: must be one of ${profiles.join(', ')}`);
}
