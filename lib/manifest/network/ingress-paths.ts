import { Field } from '../objects/field';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';

/** A path of an Ingress, and the string that is the same for every path that competes with it. */
export interface IngressPath {
  readonly object: LocatedManifest;
  readonly field: Field;
  /** Class, host, type and path. */
  readonly key: string;
}

/** The paths of an Ingress. */
export function ingressPathsOf(object: LocatedManifest): readonly IngressPath[] {
  const spec = Field.root(object.manifest).at('spec');
  const annotation = Field.root(object.manifest).at('metadata', 'annotations', 'kubernetes.io/ingress.class');
  const className = spec.at('ingressClassName').text ?? annotation.text ?? '';
  return spec
    .at('rules')
    .items()
    .flatMap((rule) =>
      rule
        .at('http', 'paths')
        .items()
        .map((field) => {
          const parts = [
            className,
            rule.at('host').text ?? '*',
            field.at('pathType').text,
            field.at('path').text ?? '/',
          ];
          return { object, field, key: JSON.stringify(parts) };
        }),
    );
}

/** The path of the tree that stands first among those that compete. */
export function firstIngressPath(manifests: ManifestSet, key: string): IngressPath | undefined {
  return firstPaths(manifests).get(key);
}

const firstPaths = perManifestSet((manifests): ReadonlyMap<string, IngressPath> => {
  const first = new Map<string, IngressPath>();
  for (const object of manifests.ofKind('networking.k8s.io', 'Ingress')) {
    for (const path of ingressPathsOf(object)) if (!first.has(path.key)) first.set(path.key, path);
  }
  return first;
});
