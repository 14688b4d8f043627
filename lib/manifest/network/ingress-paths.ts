import { Field } from '../objects/field';
import type { LocatedManifest, Manifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { identityOf } from '../objects/object-identity';
import { perManifestSet } from '../objects/per-manifest-set';

/** A path of an Ingress, and the string that is the same for every path that competes with it. */
export interface IngressPath {
  readonly object: LocatedManifest;
  readonly field: Field;
  /** Class, load balancer, host, type and path. */
  readonly key: string;
}

/** The paths of an Ingress. */
export function ingressPathsOf(object: LocatedManifest): readonly IngressPath[] {
  const spec = Field.root(object.manifest).at('spec');
  const annotation = Field.root(object.manifest).at('metadata', 'annotations', 'kubernetes.io/ingress.class');
  const className = spec.at('ingressClassName').text ?? annotation.text ?? '';
  const balancer = loadBalancerOf(object.manifest, className);
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
            balancer,
            rule.at('host').text ?? '*',
            field.at('pathType').text,
            field.at('path').text ?? '/',
          ];
          return { object, field, key: JSON.stringify(parts) };
        }),
    );
}

/**
 * What tells the load balancer of an Ingress from others of its class: those of AWS and Google Cloud make one for each
 * Ingress, or for each group of them; other controllers serve all Ingresses of a class at one place.
 */
function loadBalancerOf(ingress: Manifest, className: string): string {
  const annotations = Field.root(ingress).at('metadata', 'annotations');
  const group = annotations.at('alb.ingress.kubernetes.io/group.name').text;
  if (group !== undefined) return group;
  const { namespace, name } = identityOf(ingress);
  const isOwn = annotations.entries().some(([key]) => key.startsWith('alb.ingress.kubernetes.io/'));
  return isOwn || ownBalancers.has(className) ? `${namespace}/${name}` : '';
}

const ownBalancers: ReadonlySet<string> = new Set(['alb', 'gce', 'gce-internal']);

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
