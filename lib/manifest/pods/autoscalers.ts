import { apiGroup } from '../objects/api-version';
import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import type { LocatedManifest } from '../objects/manifest';
import { identityKey, identityOf, type ObjectIdentity } from '../objects/object-identity';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';
import { autoscalerKind, autoscalerKinds } from './autoscaler-kinds';

/** An object that changes how many Pods a workload has, or how large they are. */
export interface Autoscaler {
  readonly object: LocatedManifest;
  readonly direction: 'horizontal' | 'vertical';
  readonly target: ObjectIdentity;
  /** Where the target's name stands. */
  readonly field: Field;
}

/** What an object scales; undefined for other kinds and where the manifest names no target. */
export function autoscalerOf(object: LocatedManifest): Autoscaler | undefined {
  const known = autoscalerKind(object.manifest);
  if (known === undefined) return undefined;
  const { direction, defaultTarget } = known;
  const reference = Field.root(object.manifest).at('spec', known.target);
  const field = reference.at('name');
  const kind = reference.at('kind').text ?? defaultTarget?.kind;
  const group = apiGroup(reference.at('apiVersion').text ?? defaultTarget?.apiVersion ?? '');
  if (field.text === undefined || kind === undefined) return undefined;
  return {
    object,
    direction,
    target: { group, kind, namespace: namespaceOf(object.manifest), name: field.text },
    field,
  };
}

/** The autoscalers of a tree that target an object, in the order of the kinds and of the tree. */
export function autoscalersOf(manifests: ManifestSet, target: LocatedManifest): readonly Autoscaler[] {
  const identity = { ...identityOf(target.manifest), namespace: namespaceOf(target.manifest) };
  return autoscalersTargeting(manifests, identity);
}

/** The autoscalers of a tree that name an object as their target, whether or not it is there. */
export function autoscalersTargeting(manifests: ManifestSet, target: ObjectIdentity): readonly Autoscaler[] {
  return byTarget(manifests).get(identityKey(target)) ?? [];
}

const byTarget = perManifestSet((manifests): ReadonlyMap<string, readonly Autoscaler[]> => {
  const targets = new Map<string, Autoscaler[]>();
  for (const groupAndKind of autoscalerKinds) {
    const [group = '', kind = ''] = groupAndKind.split('/');
    for (const autoscaler of manifests.ofKind(group, kind).map(autoscalerOf)) {
      if (autoscaler === undefined) continue;
      const key = identityKey(autoscaler.target);
      appendTo(targets, key, autoscaler);
    }
  }
  return targets;
});
