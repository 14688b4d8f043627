import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { apiGroup } from '../../manifest/objects/api-version';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';

/** An object of a GitOps engine: where it finds what it syncs, and whether that goes with it. */
interface SyncKind {
  readonly sources: (spec: Field) => readonly Field[];
  readonly takesAlong: (object: Field) => boolean;
  /** How its objects outlive it. */
  readonly fix: string;
}

const kinds: Readonly<Record<string, SyncKind>> = {
  'argoproj.io/Application': {
    sources: (spec) => [spec.at('source', 'repoURL'), spec.at('source', 'path'), spec.at('destination')],
    takesAlong: (object) =>
      object
        .at('metadata', 'finalizers')
        .items()
        .some(({ text = '' }) => text.startsWith('resources-finalizer.argocd.argoproj.io')),
    fix: 'take the finalizer of the old one away',
  },
  'configsync.gke.io/RootSync': {
    sources: (spec) => [spec.at('git', 'repo'), spec.at('git', 'dir')],
    takesAlong: (object) =>
      object.at('metadata', 'annotations', 'configsync.gke.io/deletion-propagation-policy').text === 'Foreground',
    fix: 'take the deletion-propagation-policy of the old one away',
  },
  'fleet.cattle.io/GitRepo': {
    sources: (spec) => [spec.at('repo'), spec.at('paths'), spec.at('targets')],
    takesAlong: (object) => object.at('spec', 'keepResources').boolean !== true,
    fix: 'set keepResources: true on the old one',
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    sources: (spec) => [spec.at('sourceRef'), spec.at('path')],
    takesAlong: (object) =>
      object.at('spec', 'prune').boolean === true && object.at('spec', 'deletionPolicy').text !== 'Orphan',
    fix: 'set deletionPolicy: Orphan on the old one',
  },
};

/** What an engine syncs keeps the name of the object that says so: under another name, everything is pruned first. */
export const noRenamedSync: Check = {
  id: 'no-renamed-sync',
  severity: 'error',
  profile: 'baseline',
  why:
    'An engine takes the object of the old name, and all that it has synced with it, out of the cluster; the object of the new ' +
    'name makes it again, without the data and not at the same time.',
  assumptions: ['The last committed tree is what the cluster has.'],
  kinds: Object.keys(kinds),
  acceptedByName: true,
  run: function* (object, { manifests, previous }) {
    const { manifest } = object;
    const group = apiGroup(manifest.apiVersion);
    const kind = kinds[`${group}/${manifest.kind}`];
    if (kind === undefined || previous === undefined || previous.get(identityOf(manifest)) !== undefined) return;
    const source = sourceOf(kind, object);
    const before = previous
      .ofKind(group, manifest.kind)
      .find(
        (each) =>
          manifests.get(identityOf(each.manifest)) === undefined &&
          kind.takesAlong(Field.root(each.manifest)) &&
          sourceOf(kind, each) === source,
      );
    if (before === undefined) return;
    const name = formatIdentity(identityOf(before.manifest));
    yield {
      path: 'metadata.name',
      message: `Forbidden: it was ${name}, and all that this has synced is pruned with it`,
      fix: `keep the name; or ${kind.fix} first, and rename it with a later commit`,
    };
  },
};

function sourceOf({ sources }: SyncKind, { manifest }: LocatedManifest): string {
  return JSON.stringify(sources(Field.root(manifest).at('spec')).map(({ value }) => value ?? null));
}
