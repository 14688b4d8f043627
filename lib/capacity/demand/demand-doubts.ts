import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { autoscalersOf } from '../../manifest/pods/autoscalers';
import type { ContainerDefaults } from '../resources/limit-range';

export interface DoubtsQuestion {
  readonly manifests: ManifestSet;
  readonly object: LocatedManifest;
  readonly spec: Field;
  readonly defaults: ContainerDefaults;
  readonly runtimeClassIsKnown: boolean;
}

/** What about where a workload's pods may run the manifests do not say, so that no placement can be promised. */
export function demandDoubts({ manifests, object, spec }: DoubtsQuestion): readonly string[] {
  const doubts: string[] = [];
  const scheduler = spec.at('schedulerName').text;
  if (scheduler !== undefined && scheduler !== 'default-scheduler')
    doubts.push(`${scheduler} places its pods, by rules of its own`);
  if (spec.at('schedulingGates').items().length > 0)
    doubts.push('its pods wait until something removes their schedulingGates');
  if (spec.at('resourceClaims').items().length > 0)
    doubts.push('it claims devices (resourceClaims): which nodes have them is not known');
  return [...doubts, ...volumeDoubts(manifests, object, spec)];
}

/** Why a workload's pods may ask for more than the manifests say; undefined where they do not. */
export function reasonToGrow({
  manifests,
  object,
  spec,
  defaults,
  runtimeClassIsKnown,
}: DoubtsQuestion): string | undefined {
  if (!runtimeClassIsKnown) {
    return `RuntimeClass ${spec.at('runtimeClassName').text ?? ''} is not in the tree: its overhead and its nodes are not known`;
  }
  if (defaults.isAmbiguous)
    return 'its namespace has several LimitRanges: which default a container gets is not defined';
  return isVerticallyScaled(manifests, object) ? 'a VerticalPodAutoscaler changes its requests' : undefined;
}

function isVerticallyScaled(manifests: ManifestSet, object: LocatedManifest): boolean {
  return autoscalersOf(manifests, object)
    .filter(({ direction }) => direction === 'vertical')
    .some((scaler) => Field.root(scaler.object.manifest).at('spec', 'updatePolicy', 'updateMode').text !== 'Off');
}

/** The specs of the claims of a workload's pods; undefined for one that the tree does not have. */
export function claimsOf(manifests: ManifestSet, object: LocatedManifest, spec: Field): readonly (Field | undefined)[] {
  const named = spec
    .at('volumes')
    .items()
    .flatMap((volume) => volume.at('persistentVolumeClaim', 'claimName').text ?? []);
  const templates = Field.root(object.manifest).at('spec', 'volumeClaimTemplates').items();
  const ephemeral = spec
    .at('volumes')
    .items()
    .filter((volume) => volume.at('ephemeral').isSet);
  return [
    ...templates.map((template) => template.at('spec')),
    ...ephemeral.map((volume) => volume.at('ephemeral', 'volumeClaimTemplate', 'spec')),
    ...named.map((name) => claimSpec(manifests, namespaceOf(object.manifest), name)),
  ];
}

/** A bound volume ties a pod to where the volume is; only the cluster knows that. */
function volumeDoubts(manifests: ManifestSet, object: LocatedManifest, spec: Field): readonly string[] {
  return claimsOf(manifests, object, spec).every((claim) => followsItsPod(manifests, claim))
    ? []
    : [
        'where its volumes can be is not known: their StorageClass is not in the tree with volumeBindingMode WaitForFirstConsumer',
      ];
}

function claimSpec(manifests: ManifestSet, namespace: string, name: string): Field | undefined {
  const claim = manifests.get({ group: '', kind: 'PersistentVolumeClaim', namespace, name });
  return claim === undefined ? undefined : Field.root(claim.manifest).at('spec');
}

/** Whether a volume is made where its pod is placed, on whatever node that is. */
function followsItsPod(manifests: ManifestSet, claim: Field | undefined): boolean {
  const name = claim?.at('storageClassName').text;
  if (name === undefined || claim?.at('volumeName').isSet === true) return false;
  const found = manifests.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name });
  if (found === undefined) return false;
  const storageClass = Field.root(found.manifest);
  return (
    storageClass.at('volumeBindingMode').text === 'WaitForFirstConsumer' &&
    storageClass.at('allowedTopologies').items().length === 0 &&
    storageClass.at('provisioner').text !== 'kubernetes.io/no-provisioner'
  );
}
