import { syncedBy } from '../fleet/git-ops-facts';
import type { Finding } from '../manifest/objects/finding';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartManifest } from '../model/capability';
import type { CompletedTree, CompleteTree, TreeCapability } from '../model/tree-capability';
import { engineOf, type ReadyEngine } from './engines';
import { keepsData } from './keeps-data';
import { wavesWithin } from './order-within';
import { syncedFolder } from './synced-folder';
import { circleOf, syncUnits, type SyncUnit } from './sync-unit';
import { teamFindings } from './team-findings';

/**
 * Says how the engine of a cluster syncs its tree: an object of the engine for each folder, in the order that what they
 * hold needs, and marks on what must outlive its file.
 */
export const gitOpsCapability: TreeCapability = {
  name: 'gitops',
  complete(tree) {
    const { gitOps, name } = tree.cluster;
    if (gitOps === undefined) return { manifests: tree.manifests, findings: [] };
    const engine = engineOf(gitOps);
    const units = syncUnits(tree);
    const ordered = orderedWithin(units, engine, tree);
    const circles = circleFindings(units, tree);
    if (circles.length > 0) return { manifests: tree.manifests, findings: circles };
    const synced = {
      cluster: name,
      path: `${gitOps.repository.path}/${tree.folder}`,
      folders: units.map((unit) => syncedFolder(unit, tree.owned)),
      beside: units
        .filter(({ folder }) => folder === gitOps.namespace)
        .flatMap(({ manifests }) => manifests.map(({ manifest }) => manifest)),
    };
    const labels = engine.writesLabels ?? {};
    // Where another cluster's engine syncs this one, what it needs to know is put into the tree of that cluster.
    const own = syncedBy(gitOps) === undefined ? engine.emit(synced) : [];
    return {
      manifests: [
        ...ordered.manifests.map((object) => (keepsData(object.manifest) ? annotated(object, engine.keeps) : object)),
        ...own.map((manifest) => ({ manifest, origin: `gitops/${engine.name}`, chart: 'gitops' })),
      ].map((object) => withLabelsOf(object, labels)),
      files: engine.files(synced),
      findings: [...ordered.findings, ...nameFindings(units, engine, tree), ...teamFindings(gitOps, units, tree)],
      told: { folders: synced.folders },
    };
  },
};

/** Objects of one unit in the order of their dependencies, where the engine has one within a unit. */
function orderedWithin(units: readonly SyncUnit[], engine: ReadyEngine, tree: CompleteTree): CompletedTree {
  const findings: Finding[] = [];
  const waves = new Map<ChartManifest, number>();
  for (const { manifests } of units) {
    for (const [object, wave] of wavesOf(manifests, tree, findings)) {
      if (engine.wave === undefined) findings.push(noOrderWithin(object, engine, tree));
      else waves.set(object, wave);
    }
  }
  const manifests = tree.manifests.map((object) => {
    const wave = waves.get(object);
    return wave === undefined || engine.wave === undefined ? object : annotated(object, engine.wave(wave));
  });
  return { manifests, findings };
}

function wavesOf(
  manifests: readonly ChartManifest[],
  tree: CompleteTree,
  findings: Finding[],
): ReadonlyMap<ChartManifest, number> {
  const waves = wavesWithin(manifests, tree.dependencies);
  if (waves !== undefined) return waves;
  findings.push(
    ...manifests.slice(0, 1).map((first) =>
      findingOf(first, tree, {
        path: 'metadata',
        message: 'Forbidden: objects of this folder depend on each other in a circle',
        fix: 'remove one call of addDependency',
      }),
    ),
  );
  return new Map();
}

function noOrderWithin(object: ChartManifest, { name }: ReadyEngine, tree: CompleteTree): Finding {
  return findingOf(object, tree, {
    path: 'metadata',
    message: `Forbidden: ${name} applies the objects of a folder at once, and addDependency wants this one after others of it`,
    fix: 'put what comes first into a namespace of its own, or remove addDependency and let the Pods wait',
  });
}

function nameFindings(
  units: readonly SyncUnit[],
  { name, nameLimit }: ReadyEngine,
  tree: CompleteTree,
): readonly Finding[] {
  return units
    .filter((unit) => unit.name.length > nameLimit)
    .flatMap((unit) =>
      unit.manifests.slice(0, 1).map((object) =>
        findingOf(object, tree, {
          path: 'metadata.namespace',
          message: `Too long: may not be more than ${nameLimit} bytes: "${unit.name}", as ${name} would know this folder`,
          fix: 'give the cluster or the namespace a shorter name',
        }),
      ),
    );
}

function circleFindings(units: readonly SyncUnit[], tree: CompleteTree): readonly Finding[] {
  const circle = circleOf(units);
  if (circle === undefined) return [];
  const unit = units.find(({ name }) => name === circle[0]);
  return (unit?.manifests ?? []).slice(0, 1).map((object) =>
    findingOf(object, tree, {
      path: 'metadata.namespace',
      message: `Forbidden: folders wait for each other in a circle: ${circle.join(' after ')}`,
      fix: 'remove one call of addDependency between their charts',
    }),
  );
}

function findingOf(
  { manifest, origin }: ChartManifest,
  { cluster }: CompleteTree,
  problem: Pick<Finding, 'path' | 'message' | 'fix'>,
): Finding {
  const { name = '', namespace } = manifest.metadata;
  const { apiVersion, kind } = manifest;
  return {
    id: 'valid-sync-order',
    severity: 'error',
    status: 'violated',
    object: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...problem,
    origin,
    cluster: cluster.name,
  };
}

/** What users have written stays: it is more than a default. */
function annotated(object: ChartManifest, annotations: Readonly<Record<string, string>>): ChartManifest {
  const { manifest } = object;
  const { metadata } = manifest;
  const changed: Manifest = {
    ...manifest,
    metadata: { ...metadata, annotations: { ...annotations, ...metadata.annotations } },
  };
  return { ...object, manifest: changed };
}

/** Only labels that the object has: one more is no difference. */
function withLabelsOf(object: ChartManifest, written: Readonly<Record<string, string>>): ChartManifest {
  const { manifest } = object;
  const { labels = {} } = manifest.metadata;
  const others = Object.entries(written).filter(([key, value]) => (labels[key] ?? value) !== value);
  if (others.length === 0) return object;
  const metadata = { ...manifest.metadata, labels: { ...labels, ...Object.fromEntries(others) } };
  return { ...object, manifest: { ...manifest, metadata } };
}
