import type { Profile } from '../checks/check';
import { profiles } from '../checks/profile';
import { fieldsOf, listOf, oneOf, text, textLike } from '../fleet/shape';
import { catalogFor } from '../schema/facts/catalog-for';
import { readSchemas } from '../schema/facts/read-schemas';
import type { SchemaFacts } from '../schema/facts/schema-facts';
import type { StoredRuns } from '../checks/incremental/check-cache';
import { runChecks, type CheckResults } from '../checks/run-checks';
import type { ClusterFacts } from '../fleet/cluster-facts';
import { suppressionShape, type Suppression } from '../fleet/suppression';
import type { Finding } from '../manifest/objects/finding';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { RenderedCluster } from './render-cluster';

/** How strictly rendered clusters are judged before they are written, and what is let pass. */
export interface CheckOptions {
  /** Which checks judge. @default 'production' for clusters of the production tier, else 'baseline' */
  readonly profile?: Profile;
  /** What is accepted for now, each with a reason and a day on which it ends. @default none */
  readonly suppressions?: readonly Suppression[];
  /**
   * The day by which suppressions expire, as `2027-01-31`. Nothing else of a synth depends on a clock, and neither
   * does this unless it is given.
   *
   * @default none: no suppression expires
   */
  readonly today?: string;
  /**
   * What the clusters serve, for custom resources above all: files of `cdk8s-blueprints schemas pull`, or folders of
   * such files and of CustomResourceDefinitions. A function says it for each cluster.
   *
   * @default the built-in kinds of each cluster's version, and the definitions of its tree
   */
  readonly schemas?: readonly string[] | ((cluster: ClusterFacts) => readonly string[]);
}

/** How the options are checked. */
export const checkOptionsShape = fieldsOf<CheckOptions>({
  'profile?': oneOf(...profiles),
  'suppressions?': listOf(suppressionShape),
  'today?': textLike(/^\d{4}-\d{2}-\d{2}$/, 'a day, as 2027-01-31'),
  'schemas?': (value, path) => (typeof value === 'function' ? undefined : listOf(text)(value, path)),
});

/**
 * Judges a rendered cluster by every check of its profile. What rendering had to say comes first, and once. Results of
 * clusters before it are used where they hold.
 *
 * @param previous what the last synth wrote, as far as changes are judged
 */
export function checkCluster(
  { cluster, manifests, findings: rendered }: RenderedCluster,
  { profile, suppressions, today, schemas }: CheckOptions,
  { cache, previous }: { readonly cache?: StoredRuns; readonly previous?: ManifestSet | undefined } = {},
): CheckResults {
  const paths = typeof schemas === 'function' ? schemas(cluster) : schemas;
  const results = runChecks({
    manifests,
    cluster,
    ...(profile === undefined ? {} : { profile }),
    ...(suppressions === undefined ? {} : { suppressions }),
    ...(today === undefined ? {} : { today }),
    ...(cache === undefined ? {} : { cache }),
    ...(previous === undefined ? {} : { previous }),
    ...(paths === undefined ? {} : { schemas: catalogFor(cluster.kubernetesVersion, layersOf(paths)) }),
  });
  const said = new Set(rendered.flatMap((finding) => [placeOf(finding), faultOf(finding)]));
  const further = results.findings.filter((finding) => !said.has(placeOf(finding)) && !said.has(faultOf(finding)));
  return { ...results, findings: [...rendered, ...further] };
}

function placeOf({ id, path, origin }: Finding): string {
  return [id, path, origin].join(' ');
}

/** The same fault of a declaration, whether a check found it in the object or a capability in the user's own words. */
function faultOf({ object: { kind, name }, message, origin }: Finding): string {
  return JSON.stringify([kind, name, message, origin]);
}

const layersByPaths = new Map<string, readonly SchemaFacts[]>();

/** Read once a program, however many clusters share them. */
function layersOf(paths: readonly string[]): readonly SchemaFacts[] {
  const key = JSON.stringify(paths);
  const layers = layersByPaths.get(key) ?? readSchemas(paths);
  layersByPaths.set(key, layers);
  return layers;
}
