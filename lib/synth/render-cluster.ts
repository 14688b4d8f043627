import type { ClusterScope } from '../fleet/cluster-scope';
import type { Cluster } from '../fleet/cluster';
import type { Finding } from '../manifest/objects/finding';
import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { ManifestSet } from '../manifest/objects/manifest-set';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import type { ChartManifest, EmittedManifest, ListedCapability } from '../model/capability';
import type { CompletedTree, CompleteTree, TreeCapability, TreeFile } from '../model/tree-capability';
import { ClusterModel } from '../model/cluster-model';
import { Declarations } from '../model/declarations';
import { orderCapabilities } from '../model/order-capabilities';
import { PatchRequests } from '../chart/patch-requests';
import { SampleObjects } from '../chart/sample-objects';
import { apiObjectManifests } from './api-object-manifest';
import { applyContributions } from './apply-contributions';
import { applyPatches } from './apply-patches';
import { constructDependencies } from './construct-dependencies';
import { describeOwnership } from './describe-ownership';
import { heedClaims } from './heed-claims';
import { clusterFolder, objectFolder } from './layout/file-path';
import { reportConflicts } from './report-conflicts';
import { stampLabels } from './stamp-labels';
import { stampScope } from './stamp-scope';

/** The manifests of one cluster, and what its capabilities had to say. */
export interface RenderedCluster {
  /** The cluster that they are for. */
  readonly cluster: Cluster;
  /** Every object of its tree, patched, in the order in which it was made. */
  readonly manifests: readonly ChartManifest[];
  /** Files among the objects that are no objects themselves. */
  readonly files: readonly TreeFile[];
  /** Objects that users may start from; they are not in the tree. */
  readonly samples: readonly Manifest[];
  /** What was said of the whole tree, by capability. */
  readonly told: Readonly<Record<string, JsonObject>>;
  /** Fields that have an owner besides the tree, as the inventory keeps them. */
  readonly ownership: readonly JsonObject[];
  /** What resolving and emitting had to say; checks have not run yet. */
  readonly findings: readonly Finding[];
}

/** What is put into a tree besides what was declared in it. */
export interface RenderOptions {
  /** What fleet capabilities put into it; patches wait for what comes later. @default nothing */
  readonly fleetObjects?: readonly EmittedManifest[] | 'later';
  /** What is made of the tree as a whole. @default nothing */
  readonly whole?: readonly TreeCapability[];
}

/** Resolves and emits everything that was declared in a cluster's tree. */
export function renderCluster(
  scope: ClusterScope,
  capabilities: readonly ListedCapability[],
  { fleetObjects = [], whole = [] }: RenderOptions = {},
): RenderedCluster {
  const { cluster } = scope;
  validateConstructs(scope);
  const objects = [...apiObjectManifests(scope)];
  const model = new ClusterModel(cluster, Declarations.of(scope), objects);
  const emissions = orderCapabilities(capabilities).map(({ resolve }) => resolve(model));
  const own = heedClaims(model, objects);
  reportConflicts(model);
  const emitted: ChartManifest[] = [];
  for (const emit of emissions) for (const manifest of emit(model)) emitted.push(stampLabels(manifest));
  for (const manifest of fleetObjects === 'later' ? [] : fleetObjects) emitted.push(stampLabels(manifest));
  for (const manifest of own) emitted.push(manifest);
  const contributed = applyContributions(model, emitted);
  const definitions = new ManifestSet(
    contributed.filter(({ manifest }) => manifest.kind === 'CustomResourceDefinition'),
  );
  const scoped = contributed.map((entry) => stampScope(entry, definitions));
  const completed = completeTree(scoped, model, constructDependencies(scope), whole);
  const manifests = applyPatches([...completed.manifests], PatchRequests.of(scope).all(), {
    mayMiss: fleetObjects === 'later',
  });
  return {
    cluster,
    manifests,
    files: completed.files,
    samples: SampleObjects.of(scope).all(),
    told: completed.told,
    ownership: describeOwnership(model.ownership),
    findings: [
      ...model
        .diagnostics()
        .map((diagnostic) => ({ ...diagnostic, status: 'violated' as const, cluster: cluster.name })),
      ...completed.findings,
      ...duplicates(cluster.name, manifests),
    ],
  };
}

/** Takes a tree through what is made of it as a whole. */
function completeTree(
  manifests: readonly ChartManifest[],
  { cluster, ownership }: ClusterModel,
  dependencies: CompleteTree['dependencies'],
  whole: readonly TreeCapability[],
): Pick<RenderedCluster, 'manifests' | 'findings' | 'files' | 'told'> {
  const facts = {
    cluster,
    owned: ownership.fields(),
    dependencies,
    folder: clusterFolder(cluster.environment.name, cluster.name),
    folderOf: objectFolder,
  };
  return whole.reduce<Pick<RenderedCluster, 'manifests' | 'findings' | 'files' | 'told'>>(
    (tree, { name, complete }) => {
      const next: CompletedTree = complete({ ...facts, manifests: tree.manifests });
      return {
        manifests: next.manifests,
        findings: [...tree.findings, ...next.findings],
        files: [...tree.files, ...(next.files ?? [])],
        told: next.told === undefined ? tree.told : { ...tree.told, [name]: next.told },
      };
    },
    { manifests, findings: [], files: [], told: {} },
  );
}

/** Runs what constructs registered with `node.addValidation`, as `App.synth` does. */
function validateConstructs(scope: ClusterScope): void {
  const errors = scope.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => `[${node.path}] ${message}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

function duplicates(cluster: string, manifests: readonly ChartManifest[]): Finding[] {
  const seen = new Map<string, ChartManifest>();
  const findings: Finding[] = [];
  for (const entry of manifests) {
    const identity = identityOf(entry.manifest);
    const key = identityKey(identity);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, entry);
      continue;
    }
    const { kind, namespace, name } = identity;
    findings.push({
      id: 'unique-object',
      severity: 'error',
      status: 'violated',
      object: { apiVersion: entry.manifest.apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name },
      path: 'metadata.name',
      message: `Duplicate value: "${name}": ${first.origin} makes the same object`,
      fix: 'rename one of them, or let one construct make it',
      origin: entry.origin,
      cluster,
    });
  }
  return findings;
}
