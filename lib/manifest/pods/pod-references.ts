import { containersOf } from './containers';
import { Field } from '../objects/field';
import type { PodTemplate } from './pod-template';

/** An object of its own namespace that a pod refers to by name. */
export interface PodReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
  /** Where the name stands. */
  readonly field: Field;
  /** Entries of the ConfigMap or Secret that are picked by name. */
  readonly keys: readonly Field[];
  /** Whether the pod starts without it. */
  readonly optional: boolean;
}

/** Everything that a pod refers to by name in its own namespace. */
export function podReferences(pod: PodTemplate): readonly PodReference[] {
  let references = known.get(pod);
  if (references === undefined) known.set(pod, (references = readReferences(pod)));
  return references;
}

/** What a pod refers to, of one kind. */
export function podReferencesTo(kind: PodReference['kind'], pod: PodTemplate): readonly PodReference[] {
  return podReferences(pod).filter((reference) => reference.kind === kind);
}

/** Several checks ask for the references of a pod, each for those of one kind. */
const known = new WeakMap<PodTemplate, readonly PodReference[]>();

function readReferences(pod: PodTemplate): readonly PodReference[] {
  const spec = Field.at(pod.specPath, pod.spec);
  return [
    ...named('ServiceAccount', spec.at(spec.at('serviceAccountName').isSet ? 'serviceAccountName' : 'serviceAccount')),
    ...spec
      .at('imagePullSecrets')
      .items()
      .flatMap((item) => named('Secret', item.at('name'))),
    ...mountedVolumes(pod, spec).flatMap(volumeReferences),
    ...containersOf(spec).flatMap(({ field }) => environmentReferences(field)),
  ];
}

/** A claim template of a StatefulSet takes the place of the volume of its name. */
function mountedVolumes({ owner }: PodTemplate, spec: Field): readonly Field[] {
  const volumes = spec.at('volumes').items();
  if (owner.manifest.kind !== 'StatefulSet') return volumes;
  const templates = Field.root(owner.manifest).at('spec', 'volumeClaimTemplates').items();
  const claimed = new Set(templates.flatMap((template) => template.at('metadata', 'name').text ?? []));
  return volumes.filter((volume) => !claimed.has(volume.at('name').text ?? ''));
}

function volumeReferences(volume: Field): PodReference[] {
  return [
    ...picked('ConfigMap', volume.at('configMap'), 'name'),
    ...picked('Secret', volume.at('secret'), 'secretName'),
    ...named('Secret', volume.at('csi', 'nodePublishSecretRef', 'name')),
    ...named('PersistentVolumeClaim', volume.at('persistentVolumeClaim', 'claimName')),
    ...volume
      .at('projected', 'sources')
      .items()
      .flatMap((source) => [
        ...picked('ConfigMap', source.at('configMap'), 'name'),
        ...picked('Secret', source.at('secret'), 'name'),
      ]),
  ];
}

function environmentReferences(container: Field): PodReference[] {
  return [
    ...container
      .at('env')
      .items()
      .map((variable) => variable.at('valueFrom'))
      .filter(({ isSet }) => isSet)
      .flatMap((source) => [
        ...picked('ConfigMap', source.at('configMapKeyRef'), 'name'),
        ...picked('Secret', source.at('secretKeyRef'), 'name'),
      ]),
    ...container
      .at('envFrom')
      .items()
      .flatMap((source) => [
        ...picked('ConfigMap', source.at('configMapRef'), 'name'),
        ...picked('Secret', source.at('secretRef'), 'name'),
      ]),
  ];
}

/** A reference to some entries (`key`, or `items[].key` of a volume), or to all of them. */
function picked(kind: 'ConfigMap' | 'Secret', source: Field, name: 'name' | 'secretName'): PodReference[] {
  if (!source.isSet) return [];
  const keys = [
    source.at('key'),
    ...source
      .at('items')
      .items()
      .map((item) => item.at('key')),
  ];
  return named(kind, source.at(name)).map((reference) => ({
    ...reference,
    keys: keys.filter(({ text }) => text !== undefined),
    optional: source.at('optional').boolean === true,
  }));
}

function named(kind: PodReference['kind'], field: Field): PodReference[] {
  const name = field.text;
  return name === undefined || name === '' ? [] : [{ kind, name, field, keys: [], optional: false }];
}
