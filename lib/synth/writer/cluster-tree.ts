import { basename } from 'node:path/posix';
import { appendTo } from '../../manifest/objects/append-to';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityKey, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import type { ImagePolicies } from '../../manifest/pods/image-policies';
import type { EncryptedFile } from '../../model/capability';
import type { TreeFile } from '../../model/tree-capability';
import { chartFile, objectFile, type TreeLayout } from '../layout/file-path';
import { objectFiles } from '../layout/object-files';
import { formatWithSetters } from '../yaml/format-with-setters';
import { formatMap } from '../yaml/format-yaml';
import { ManifestError } from '../yaml/manifest-error';
import { ApplyDependencies, type Dependency } from './apply-dependencies';
import { compareForApply } from './apply-order';
import type { InventoryEntry, InventoryFile } from './inventory';
import { onDisk } from './output-error';
import type { Companions, OwnedFolder } from './owned-folder';
import { sha256 } from './sha256';

/** An object on its way to disk: its manifest, the construct that it comes from, and the chart which that is in. */
export interface TreeObject extends LocatedManifest {
  /** Id of the chart; names the file where the layout is one file a chart. */
  readonly chart: string;
  /** Folder of its file in the tree of its cluster. @default its namespace, or `_cluster` */
  readonly folder?: string;
  /** What its file has to be to the byte. */
  readonly encrypted?: EncryptedFile;
}

interface Document {
  readonly entry: InventoryEntry;
  readonly text: string;
}

/**
 * Takes the objects of one cluster. Each is serialized once: when it is added, or, where it gets a file of its own, when
 * all are known that might take the same one. Nothing on disk changes yet.
 */
export class ClusterTree {
  private readonly origins = new Map<string, string>();
  private readonly entries: InventoryEntry[] = [];
  private readonly charts = new Map<string, Document[]>();
  private readonly objects: TreeObject[] = [];
  private readonly files: InventoryFile[] = [];
  private readonly problems: string[] = [];
  private dependencies: readonly Dependency[] = [];
  private companions: Companions = {};
  private policies: ImagePolicies = new Map();

  constructor(
    private readonly folder: OwnedFolder,
    private readonly layout: TreeLayout,
    private readonly closed: () => void,
  ) {}

  /** Takes one object. What is wrong with it is said when the cluster is closed, together with all else. */
  add(object: TreeObject): void {
    const identity = identityOf(object.manifest);
    const key = identityKey(identity);
    const twin = this.origins.get(key);
    if (twin !== undefined) {
      this.problems.push(describeTwins(identity, this.folder.cluster, twin, originOf(object)));
      return;
    }
    this.origins.set(key, originOf(object));
    if (this.layout === 'file-per-object') this.objects.push(object);
    else this.trySerialize(object, () => chartFile(object.chart));
  }

  /** Takes what Flux chooses the images of all objects by, before the first of them. */
  addImagePolicies(policies: ImagePolicies): void {
    this.policies = policies;
  }

  /** Takes a file that is no object, for a tool that looks for it among the objects. */
  addFile({ file, content }: TreeFile): void {
    const text = formatMap(content);
    const entry = { file: `${this.folder.path}/${file}`, sha256: sha256(text) };
    this.files.push(entry);
    this.folder.write(entry.file, text, [entry]);
  }

  /** Takes a picture of the cluster, as SVG. It stands beside the inventory, where no GitOps engine looks. */
  addPicture(svg: string): void {
    this.companions = { ...this.companions, picture: svg };
  }

  /** Takes a runbook of the cluster, as Markdown. It stands beside the inventory, too. */
  addRunbook(runbook: string): void {
    this.companions = { ...this.companions, runbook };
  }

  /** Takes objects that users may start from, as YAML. They stand beside the inventory, too: nothing applies them. */
  addSamples(samples: string): void {
    this.companions = { ...this.companions, samples };
  }

  /** Takes what is to be applied after what. Where the files of the tree cannot say so, closing it is an error. */
  addDependencies(dependencies: readonly Dependency[]): void {
    this.dependencies = [...this.dependencies, ...dependencies];
  }

  /**
   * Completes the cluster: no more objects come.
   *
   * @throws with all that is wrong in this cluster: two objects with one identity, data that is no YAML, a file
   * in the way that no synth has written, a folder that is a link; SynthError where the file system refuses
   */
  close(): void {
    onDisk(this.folder.path, undefined, () => {
      this.writeObjects();
      const dependencies = new ApplyDependencies(this.dependencies, this.entries);
      for (const [file, documents] of this.charts) this.stageChart(file, documents, dependencies);
      this.problems.push(...dependencies.problems());
      this.problems.push(...this.folder.close(this.entries, this.files, this.companions));
    });
    this.closed();
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'));
  }

  private writeObjects(): void {
    const named = this.objects.map(({ manifest }) => manifest).filter((manifest) => identityOf(manifest).name !== '');
    const files = objectFiles(named);
    for (const object of this.objects) {
      const { manifest, folder } = object;
      this.trySerialize(object, () => {
        const file = files.get(identityKey(identityOf(manifest))) ?? objectFile(manifest);
        return folder === undefined ? file : `${folder}/${basename(file)}`;
      });
    }
  }

  private trySerialize(object: TreeObject, fileOf: () => string): void {
    try {
      this.serialize(object, `${this.folder.path}/${fileOf()}`);
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      this.problems.push(`${error.message}\n  from: ${originOf(object)}`);
    }
  }

  private serialize({ manifest, origin, encrypted }: TreeObject, file: string): void {
    const { kind, metadata } = manifest;
    const text =
      encrypted === undefined ? formatWithSetters(manifest, this.policies) : this.textOf(encrypted, manifest);
    const entry: InventoryEntry = {
      apiVersion: manifest.apiVersion,
      kind,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      name: identityOf(manifest).name,
      file,
      sha256: sha256(text),
      ...(origin === undefined ? {} : { origin }),
    };
    this.entries.push(entry);
    if (this.layout === 'file-per-object') this.folder.write(file, text, [entry]);
    else appendTo(this.charts, file, { entry, text });
  }

  /** The code that authenticates an encrypted file is about all of it. */
  private textOf({ text, manifest }: EncryptedFile, now: Manifest): string {
    const problem =
      this.layout === 'file-per-object'
        ? 'metadata: Forbidden: it is encrypted, and something changes it\n  fix:  change the file itself, with sops'
        : 'Forbidden: it is encrypted, and shares no file\n  fix:  leave layout out';
    if (this.layout === 'file-per-object' && JSON.stringify(now) === JSON.stringify(manifest)) return text;
    throw new ManifestError(`${formatIdentity(identityOf(now))}: ${problem}`);
  }

  private stageChart(file: string, documents: readonly Document[], dependencies: ApplyDependencies): void {
    const sorted = dependencies.order([...documents].sort((one, other) => compareForApply(one.entry, other.entry)));
    const text = sorted.map((document) => document.text).join('---\n');
    this.folder.write(
      file,
      text,
      sorted.map(({ entry }) => entry),
    );
  }
}

function describeTwins(identity: ObjectIdentity, cluster: string, one: string, other: string): string {
  return (
    `${formatIdentity(identity)} is declared twice in ${cluster}\n` +
    `  fix:  rename or remove one of them\n` +
    `  from: ${one}\n` +
    `  from: ${other}`
  );
}

function originOf({ origin, chart }: TreeObject): string {
  return origin ?? `chart ${chart}`;
}
