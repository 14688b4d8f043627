import { apiGroup, apiVersionOnly } from '../../manifest/objects/api-version';
import type { KindFacts, SchemaFacts, StructuralSchema } from './schema-facts';

/** A version of a kind that some facts describe, with the definitions that its schema refers to. */
export interface KnownKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly facts: KindFacts;
  readonly definitions: Readonly<Record<string, StructuralSchema>>;
  /** What the facts stand for, such as `kubernetes 1.33`. */
  readonly source: string;
}

/**
 * Everything that is known of what one cluster serves: its own facts, the definitions of its tree and the built-in
 * kinds of its version. Where two layers know a kind, the first has all of its versions: it replaces the later ones.
 */
export class FactsCatalog {
  private readonly byKind = new Map<string, Map<string, KnownKind>>();
  private readonly groups = new Set<string>();

  constructor(readonly layers: readonly SchemaFacts[]) {
    for (const layer of layers) this.addLayer(layer);
  }

  /** The facts of a kind at exactly this `apiVersion`, whether the version is served or not. */
  find(apiVersion: string, kind: string): KnownKind | undefined {
    return this.byKind.get(`${apiGroup(apiVersion)}/${kind}`)?.get(apiVersionOnly(apiVersion));
  }

  /** The versions of a kind that the API server accepts. */
  servedVersions(group: string, kind: string): readonly KnownKind[] {
    const versions = this.byKind.get(`${group}/${kind}`);
    return versions === undefined ? [] : [...versions.values()].filter(({ facts }) => facts.served !== false);
  }

  /** Whether any kind of a group is known. */
  hasGroup(group: string): boolean {
    return this.groups.has(group);
  }

  /** Kinds of one `apiVersion`, for suggestions. */
  kindsOf(apiVersion: string): readonly string[] {
    const group = apiGroup(apiVersion);
    const version = apiVersionOnly(apiVersion);
    return [...this.byKind.values()].flatMap((versions) => {
      const known = versions.get(version);
      return known?.group === group ? [known.kind] : [];
    });
  }

  /** Every `apiVersion` that serves a kind of this name, in whatever group. */
  apiVersionsOf(kind: string): readonly string[] {
    return [...this.byKind].flatMap(([groupKind, versions]) => {
      if (!groupKind.endsWith(`/${kind}`)) return [];
      return [...versions.values()].map(({ group, version }) => (group === '' ? version : `${group}/${version}`));
    });
  }

  private addLayer({ name, kinds, definitions }: SchemaFacts): void {
    const earlier = new Set(this.byKind.keys());
    for (const [key, facts] of Object.entries(kinds)) {
      const [group = '', version = '', kind = ''] = key.split('/');
      const groupKind = `${group}/${kind}`;
      if (earlier.has(groupKind)) continue;
      const versions = this.byKind.get(groupKind) ?? new Map<string, KnownKind>();
      this.byKind.set(groupKind, versions);
      this.groups.add(group);
      versions.set(version, { group, version, kind, facts, definitions, source: name });
    }
  }
}
