import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityKey, identityOf } from '../../manifest/objects/object-identity';
import { writtenWithin } from '../../manifest/objects/written-scalar';
import type { ManifestQuery } from '../../manifest/objects/manifest-query';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { digest } from './digest';
import { parseQuery } from './parse-query';

/** Digests of objects and of answers, each computed once. */
export class AnswerDigests {
  private readonly contents = new Map<LocatedManifest, string>();
  private readonly ofObject = new Map<LocatedManifest, string>();
  private readonly ofAnswer = new Map<string, string>();
  private byContent: ReadonlyMap<string, LocatedManifest> | undefined;

  constructor(
    private readonly manifests: ManifestSet,
    /** Digests of a set with the same identities, which has some of the same objects. */
    private readonly known?: AnswerDigests,
  ) {}

  /**
   * Content of an object. Where it comes from is told of objects with one identity alone, and how many equal ones stand
   * before it in the tree: nothing else that a check says depends on it.
   */
  object(object: LocatedManifest): string {
    if (this.ofObject.size === 0) this.digestAll();
    return this.ofObject.get(object) ?? '';
  }

  /** The object of a content; undefined where there is none any more. */
  find(content: string): LocatedManifest | undefined {
    this.byContent ??= new Map(this.manifests.all.map((object) => [this.object(object), object]));
    return this.byContent.get(content);
  }

  /** Content of all objects of an answer, in order. */
  answer(query: string): string {
    let found = this.ofAnswer.get(query);
    if (found === undefined) {
      const parsed = parseQuery(query);
      const answer = parsed === undefined ? [] : answerOf(this.manifests, parsed);
      found = digest(answer.map((object) => this.object(object)).join(' '));
      this.ofAnswer.set(query, found);
    }
    return found;
  }

  private digestAll(): void {
    const shared = sharedIdentities(this.manifests.all);
    const seen = new Map<string, number>();
    for (const object of this.manifests.all) {
      const content = this.known?.contents.get(object) ?? contentOf(object, shared);
      this.contents.set(object, content);
      const before = seen.get(content) ?? 0;
      seen.set(content, before + 1);
      this.ofObject.set(object, before === 0 ? content : `${content}#${before}`);
    }
  }
}

function contentOf({ manifest, origin, file }: LocatedManifest, shared: ReadonlySet<string>): string {
  const written = writtenWithin(manifest).join('\n');
  const place = shared.has(identityKey(identityOf(manifest)))
    ? [origin, file].filter((text) => text !== undefined)
    : [];
  return digest([JSON.stringify(manifest), ...place, written].join('\n'));
}

function sharedIdentities(objects: readonly LocatedManifest[]): ReadonlySet<string> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const { manifest } of objects) {
    const key = identityKey(identityOf(manifest));
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  return shared;
}

function answerOf(manifests: ManifestSet, query: ManifestQuery): readonly LocatedManifest[] {
  switch (query.about) {
    case 'all':
      return manifests.all;
    case 'object': {
      const found = manifests.get(query.identity);
      return found === undefined ? [] : [found];
    }
    case 'kind':
      return manifests.ofKind(query.group, query.kind, query.namespace);
    case 'name':
      return manifests.named(query.namespace, query.name);
    case 'pods': {
      const { namespace, selector } = query;
      if (namespace === undefined || selector === undefined) return manifests.pods(namespace).map(({ owner }) => owner);
      return manifests.podsSelectedBy(namespace, selector).map(({ owner }) => owner);
    }
  }
}
