import { apiGroup } from '../objects/api-version';
import { appendTo } from '../objects/append-to';
import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import type { LocatedManifest } from '../objects/manifest';
import { identityKey, identityOf, type ObjectIdentity } from '../objects/object-identity';
import type { ManifestSet } from '../objects/manifest-set';
import { perManifestSet } from '../objects/per-manifest-set';

/** An object that changes how many Pods a workload has, or how large they are. */
export interface Autoscaler {
  readonly object: LocatedManifest;
  readonly direction: 'horizontal' | 'vertical';
  readonly target: ObjectIdentity;
  /** Where the target's name stands. */
  readonly field: Field;
}

/** Kinds of autoscalers, as `group/kind`. */
export const autoscalerKinds = [
  'autoscaling/HorizontalPodAutoscaler',
  'autoscaling.k8s.io/VerticalPodAutoscaler',
  'keda.sh/ScaledObject',
] as const;

/** What an object scales; undefined for other kinds and where the manifest names no target. */
export function autoscalerOf(object: LocatedManifest): Autoscaler | undefined {
  const { apiVersion, kind } = object.manifest;
  const spec = Field.root(object.manifest).at('spec');
  const namespace = namespaceOf(object.manifest);
  const horizontal = { object, namespace, direction: 'horizontal', reference: spec.at('scaleTargetRef') } as const;
  switch (`${apiGroup(apiVersion)}/${kind}`) {
    case 'autoscaling/HorizontalPodAutoscaler':
      return read({ ...horizontal, defaults: {} });
    case 'keda.sh/ScaledObject':
      return read({ ...horizontal, defaults: { apiVersion: 'apps/v1', kind: 'Deployment' } });
    case 'autoscaling.k8s.io/VerticalPodAutoscaler':
      return read({ object, namespace, direction: 'vertical', reference: spec.at('targetRef'), defaults: {} });
    default:
      return undefined;
  }
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

interface Reference {
  readonly object: LocatedManifest;
  readonly namespace: string;
  readonly direction: Autoscaler['direction'];
  readonly reference: Field;
  readonly defaults: { readonly apiVersion?: string; readonly kind?: string };
}

function read({ object, namespace, direction, reference, defaults }: Reference): Autoscaler | undefined {
  const field = reference.at('name');
  const kind = reference.at('kind').text ?? defaults.kind;
  const group = apiGroup(reference.at('apiVersion').text ?? defaults.apiVersion ?? '');
  if (field.text === undefined || kind === undefined) return undefined;
  return { object, direction, target: { group, kind, namespace, name: field.text }, field };
}
