import { FactsCatalog } from '../checks/schema/facts-catalog';
import type { SchemaFacts } from '../checks/schema/schema-facts';
import { shippedFacts } from '../checks/schema/shipped-facts';
import { Cluster } from '../fleet/cluster';
import { Environment } from '../fleet/environment';
import { isKubernetesVersion, kubernetesVersions, type KubernetesVersion } from '../fleet/kubernetes-version';
import type { DescribedCluster } from './cluster-facts-file';
import { UsageError } from './command';

/** A version as users write it: `1.33`, `v1.33`, `1.33.2`. @throws UsageError that lists the known ones */
export function parseVersion(text: string): KubernetesVersion {
  const minor = /^v?(1\.\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(text)?.[1] ?? text;
  if (isKubernetesVersion(minor)) return minor;
  throw new UsageError(`--kubernetes ${text}: must be one of ${kubernetesVersions.join(', ')}`);
}

/**
 * What is known of a cluster whose manifests stand in a folder. Its Kubernetes version is what the command line says,
 * or else its facts, or else the server that the schemas were pulled from, or else the newest.
 */
export function clusterFor(known: {
  readonly name: string;
  readonly environment: string | undefined;
  readonly facts: Omit<DescribedCluster, 'profile' | 'suppressions'>;
  readonly kubernetes: KubernetesVersion | undefined;
  readonly layers: readonly SchemaFacts[];
}): { readonly cluster: Cluster; readonly schemas: FactsCatalog } {
  const { tier, ...facts } = known.facts;
  const pulled = known.layers.find(({ kubernetes }) => kubernetes !== undefined)?.kubernetes;
  const version =
    known.kubernetes ?? facts.kubernetesVersion ?? (pulled === undefined ? newest() : parseVersion(pulled));
  const environment = new Environment(known.environment ?? 'unknown', tier === undefined ? {} : { tier });
  // A server's own facts hold its built-in kinds: what else the version could serve, this one does not.
  const builtIn = pulled === undefined ? shippedFacts(version) : undefined;
  return {
    cluster: new Cluster(known.name, { ...facts, environment, kubernetesVersion: version }),
    schemas: new FactsCatalog(builtIn === undefined ? known.layers : [...known.layers, builtIn]),
  };
}

function newest(): KubernetesVersion {
  return kubernetesVersions.findLast((version) => shippedFacts(version) !== undefined) ?? kubernetesVersions[0];
}
