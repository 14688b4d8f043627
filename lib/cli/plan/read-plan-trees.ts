import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { RecordedSetting } from '../../fleet/recorded-settings';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { ManifestSet } from '../../manifest/objects/manifest-set';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import { printable } from '../../manifest/objects/printable';
import type { ControlledField, PlanTree, RelatedQuery } from '../../plan/plan-tree';
import { readBytes } from '../../reader/read-folder';
import { identityOfEntry } from '../../synth/writer/inventory';
import type { PlannedPlace, PlannedCluster } from './plan-places';
import { hasWordOf, kindsIn, openQueries } from './related-files';
import type { TreeSource } from './tree-source';

/** Both states of one cluster. */
export interface PlanTrees {
  readonly base: PlanTree;
  readonly next: PlanTree;
}

/**
 * The two states of a cluster, of which only the files are parsed that are not the same in both, and later those that a
 * plan asks for.
 *
 * @throws Error that names a document which cannot be read: it could be anything
 */
export function readPlanTrees(cluster: PlannedCluster, base: TreeSource, next: TreeSource): PlanTrees {
  const [before, after] = [new Side(base, cluster.base), new Side(next, cluster.next)];
  const both = after.files.filter((file) => before.has(file));
  const same = sameContent(both, base, next);
  const shared = new Unchanged(after, same);
  return { base: treeOf(before, same, shared), next: treeOf(after, same, shared) };
}

function treeOf(side: Side, same: SameFiles, unchanged: Unchanged): PlanTree {
  const changed = side.parse(side.files.filter((file) => !same.has(file)));
  return {
    changed,
    related: (queries) => new ManifestSet([...changed, ...unchanged.matching(queries)]),
    all: () => new ManifestSet([...changed, ...unchanged.all()]),
    count: changed.length + same.size,
    controlled: side.controlled,
    settings: side.settings,
  };
}

/** One state of a cluster on its source. */
class Side {
  readonly files: readonly string[];
  readonly controlled: readonly ControlledField[];
  readonly settings: readonly RecordedSetting[];
  private readonly names: ReadonlySet<string>;
  private readonly origins: ReadonlyMap<string, string>;

  constructor(
    private readonly source: TreeSource,
    places: readonly PlannedPlace[],
  ) {
    this.files = source.files.filter(
      (file) => !file.includes('.inventory/') && places.some(({ prefix }) => file.startsWith(prefix)),
    );
    this.names = new Set(this.files);
    const inventories = places.flatMap(({ inventory }) => inventory ?? []);
    this.controlled = inventories.flatMap(({ ownership = [] }) => ownership.flatMap(controlledField));
    this.settings = inventories.flatMap(({ settings = [] }) => settings);
    this.origins = new Map(
      inventories
        .flatMap(({ objects }) => objects)
        .flatMap((entry) => (entry.origin === undefined ? [] : [[identityKey(identityOfEntry(entry)), entry.origin]])),
    );
  }

  has(file: string): boolean {
    return this.names.has(file);
  }

  contents(files: readonly string[]): ReadonlyMap<string, Buffer> {
    return this.source.read(files);
  }

  parse(files: readonly string[]): readonly LocatedManifest[] {
    const contents = this.source.read(files);
    return files.flatMap((file) => this.parseContent(file, contents.get(file) ?? Buffer.of()));
  }

  parseContent(file: string, content: Buffer): readonly LocatedManifest[] {
    const { manifests, findings } = readBytes(file, content);
    const [unread] = findings.filter(({ severity }) => severity === 'error');
    if (unread !== undefined)
      throw new Error(printable(`${this.source.label}: ${unread.origin ?? file}: ${unread.message}`));
    return manifests.map((object) => {
      const origin = this.origins.get(identityKey(identityOf(object.manifest)));
      return { ...object, file: posix.normalize(file), ...(origin === undefined ? {} : { origin }) };
    });
  }
}

/** The files that are the same in both states, each with the kinds that it may hold objects of. */
type SameFiles = ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of them: each is parsed at most once, and only where somebody asks for it. */
class Unchanged {
  private readonly parsed = new Map<string, readonly LocatedManifest[]>();

  constructor(
    private readonly side: Side,
    private readonly files: SameFiles,
  ) {}

  all(): readonly LocatedManifest[] {
    return [...this.files.keys()].flatMap((file) => this.parse(file));
  }

  matching(queries: readonly RelatedQuery[]): readonly LocatedManifest[] {
    return [...this.files].flatMap(([file, kinds]) => {
      const open = openQueries(kinds, queries);
      if (open.length === 0) return [];
      const known = this.parsed.get(file);
      if (known !== undefined) return known;
      const content = this.contentOf(file);
      return hasWordOf(content.toString('latin1'), open) ? this.parse(file, content) : [];
    });
  }

  private parse(file: string, content?: Buffer): readonly LocatedManifest[] {
    let manifests = this.parsed.get(file);
    if (manifests === undefined) {
      manifests = this.side.parseContent(file, content ?? this.contentOf(file));
      this.parsed.set(file, manifests);
    }
    return manifests;
  }

  private contentOf(file: string): Buffer {
    return this.side.contents([file]).get(file) ?? Buffer.of();
  }
}

/** Files whose content is the same: by Git's name for it where one side has that, or else byte for byte. */
function sameContent(files: readonly string[], base: TreeSource, next: TreeSource): SameFiles {
  const same = new Map<string, ReadonlySet<string>>();
  for (const file of files) {
    const content = next.read([file]).get(file);
    const blob = base.blobOf?.(file);
    if (content === undefined) continue;
    const isSame =
      blob === undefined
        ? base.read([file]).get(file)?.equals(content) === true
        : blobName(content, blob.length) === blob;
    if (isSame) same.set(file, kindsIn(content.toString('latin1')));
  }
  return same;
}

/** Git's name for a content: the hash of its length and itself, SHA-1 of 40 digits or SHA-256 of 64. */
function blobName(content: Buffer, digits: number): string {
  const hash = createHash(digits === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** A line of the ledger that leaves a field to a controller. */
function controlledField(line: JsonObject): readonly ControlledField[] {
  const { group = '', kind, namespace = '', name, path, owner } = line;
  if (typeof group !== 'string' || typeof kind !== 'string' || typeof namespace !== 'string') return [];
  if (typeof name !== 'string' || typeof path !== 'string' || typeof owner !== 'string') return [];
  if (owner === 'declared' || !isJsonObject(line)) return [];
  return [{ object: { group, kind, namespace, name }, path, owner }];
}
