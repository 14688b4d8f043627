import { syncedBy } from '../fleet/git-ops-facts';
import type { Finding } from '../manifest/objects/finding';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartManifest } from '../model/capability';
import type { CompletedTree, CompleteTree, TreeCapability } from '../model/tree-capability';
import { configurationFolder, configuredLater } from './configured-later';
import { engineOf, type ReadyEngine } from './engines';
import { keepsData } from '../manifest/objects/keeps-data';
import { needsOf, type Needs } from './needs';
import { circleFindings, circleWithin, nameFindings, noOrderWithin } from './order-findings';
import { orderWithin } from './order-within';
import { syncedFolder } from './synced-folder';
import { syncUnits, type SyncUnit } from './sync-unit';
import { teamFindings } from './team-findings';

/**
 * Says how the engine of a cluster syncs its tree: an object of the engine for each folder, in the order that what they
 * hold needs, and marks on what must outlive its file.
 */
export const gitOpsCapability: TreeCapability = {
  name: 'gitops',
  complete(given) {
    const { gitOps, name } = given.cluster;
    if (gitOps === undefined) return { manifests: given.manifests, findings: [] };
    const engine = engineOf(gitOps);
    const { manifests, needs } = withFolders(given.manifests, engine);
    const tree = { ...given, manifests };
    const units = syncUnits(tree, needs);
    const ordered = orderedWithin(units, engine, tree, needs);
    const circles = circleFindings(units, engine, tree);
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

/** In folders of their own stands what no order of the usual folders has; engines without an order need none. */
function withFolders(
  manifests: readonly ChartManifest[],
  { ordersUnits = true }: ReadyEngine,
): { readonly manifests: readonly ChartManifest[]; readonly needs: Needs } {
  const needs = needsOf(manifests);
  const later = ordersUnits ? configuredLater(manifests, needs) : new Set();
  if (later.size === 0) return { manifests, needs };
  const moved = manifests.map((object) => (later.has(object) ? { ...object, folder: configurationFolder } : object));
  return { manifests: moved, needs: needsOf(moved) };
}

/** Objects of one unit in the order of their dependencies, where the engine has one within a unit. */
function orderedWithin(
  units: readonly SyncUnit[],
  engine: ReadyEngine,
  tree: CompleteTree,
  needs: Needs,
): CompletedTree {
  const findings: Finding[] = [];
  const annotations = new Map<ChartManifest, Readonly<Record<string, string>>>();
  for (const { manifests, folder } of units) {
    // An engine's own objects wait for nothing that it syncs.
    const read = engine.wave === undefined || folder === tree.cluster.gitOps?.namespace ? nothing : needs;
    const { waves, after, circle } = orderWithin(manifests, tree.dependencies, read);
    if (circle !== undefined) findings.push(...circleWithin(circle, tree));
    else
      for (const [object, wave] of waves) {
        if (engine.wave === undefined) findings.push(noOrderWithin(object, engine, tree));
        else if (engine.ordersUnits !== false || after(object).length > 0)
          annotations.set(
            object,
            engine.wave(
              wave,
              after(object).map(({ manifest }) => manifest),
            ),
          );
      }
  }
  const manifests = tree.manifests.map((object) => {
    const own = annotations.get(object);
    return own === undefined ? object : annotated(object, own);
  });
  return { manifests, findings };
}

const nothing: Needs = () => [];

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
