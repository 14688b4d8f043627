import { appendTo } from '../manifest/objects/append-to';
import { compareText } from '../manifest/objects/compare-text';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartManifest } from '../model/capability';
import type { CompleteTree } from '../model/tree-capability';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import type { Needs } from './needs';

/** What an engine syncs as one: a folder of the tree, which is a namespace, or what has none. */
export interface SyncUnit {
  /** `prod-euw1-boutique`: unique in the fleet, and stable, because an engine prunes what a unit of another name had. */
  readonly name: string;
  /** Folder in the cluster's tree: a namespace, `_cluster`, or `_configuration`. */
  readonly folder: string;
  /** Namespace of its objects; left out for those that have none. */
  readonly namespace?: string;
  readonly manifests: readonly ChartManifest[];
  /** Names of the units that are synced before it. */
  readonly after: readonly string[];
  /** Those that somebody declared, of these. */
  readonly declared: readonly string[];
  /** Why it is synced after a unit, where nobody declared it: `Certificate shop/tls needs Deployment cert-manager/webhook`. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** The folders of a tree, by name, in the order that is declared and that their objects need. */
export function syncUnits(
  { cluster, manifests, dependencies, folderOf }: CompleteTree,
  needs: Needs,
): readonly SyncUnit[] {
  const byFolder = new Map<string, ChartManifest[]>();
  for (const object of manifests) appendTo(byFolder, object.folder ?? folderOf(object.manifest), object);
  const folders = [...byFolder].sort(([one], [other]) => compareText(one, other));
  const nameOf = ([object]: readonly ChartManifest[]): string => unitOf(cluster.name, object);
  const shared = unitName(cluster.name, undefined);
  const hasShared = folders.some(([, objects]) => nameOf(objects) === shared);
  return folders.map(([folder, objects]) => {
    const name = nameOf(objects);
    const namespace = namespaceOf(objects);
    const declared = dependencies
      .filter(({ from }) => objects.some(({ origin, manifest }) => isBelow(origin, from) && !comesFirst(manifest)))
      .flatMap(({ to }) =>
        folders.filter(([, others]) =>
          others.some(({ origin, manifest }) => isBelow(origin, to) && !comesFirst(manifest)),
        ),
      )
      .map(([, others]) => nameOf(others))
      .filter((other) => other !== name);
    const reasons = new Map<string, string>();
    for (const object of objects)
      for (const { object: needed, whenReady } of needs(object)) {
        const other = whenReady ? unitOf(cluster.name, needed) : name;
        if (other !== name && !declared.includes(other) && !reasons.has(other))
          reasons.set(other, `${wordsFor(object)} needs ${wordsFor(needed)}`);
      }
    const after = [...new Set([...(hasShared ? [shared] : []), ...declared, ...reasons.keys()])].filter(
      (other) => other !== name,
    );
    return {
      name,
      folder,
      ...(namespace === undefined ? {} : { namespace }),
      manifests: objects,
      after: after.sort(compareText),
      declared,
      reasons,
    };
  });
}

/** A namespace cannot begin with a hyphen, so that no two units have one name. */
export function unitName(cluster: string, namespace: string | undefined): string {
  return namespace === undefined ? `${cluster}--cluster` : `${cluster}-${namespace}`;
}

function unitOf(cluster: string, object: ChartManifest | undefined): string {
  // The one folder that is neither a namespace nor `_cluster`.
  if (object?.folder !== undefined) return `${cluster}--configuration`;
  return unitName(cluster, object === undefined ? undefined : namespaceOf([object]));
}

/** The unit of the engine's own objects, which syncs all others. */
export function rootName(cluster: string): string {
  return `${cluster}--sync`;
}

/** Units that wait for each other, in a circle: the first such, from a unit back to itself. */
export function circleOf(units: readonly SyncUnit[]): readonly string[] | undefined {
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  const done = new Set<string>();
  const search = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(name);
    if (start !== -1) return [...path.slice(start), name];
    if (done.has(name)) return undefined;
    for (const other of byName.get(name)?.after ?? []) {
      const circle = search(other, [...path, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const { name } of units) {
    const circle = search(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** What a chart makes so that its other objects can be there: no dependency of the chart is about it. */
export function comesFirst({ kind }: Manifest): boolean {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition';
}

function wordsFor({ manifest }: ChartManifest): string {
  return formatIdentity(identityOf(manifest));
}

function namespaceOf([first]: readonly ChartManifest[]): string | undefined {
  const namespace = first?.manifest.metadata.namespace;
  return namespace === '' ? undefined : namespace;
}

function isBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}
