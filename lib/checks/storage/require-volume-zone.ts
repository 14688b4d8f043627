import { defaultClass } from '../../capacity/demand/default-class';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { findObject } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { eligibleZones, zoneLabel } from './eligible-zones';

/** The StorageClass of a claim makes volumes in the zones in which the Pods may run, once they are placed. */
export const requireVolumeZone: Check = {
  id: 'require-volume-zone',
  severity: 'error',
  profile: 'baseline',
  why: 'A volume in a zone where the Pod may not run is bound for good, and the Pod stays Pending.',
  assumptions: ['Volumes are of one zone, as those of cloud providers are.'],
  kinds: podOwningKinds,
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    if (pod === undefined || cluster.zones.length < 2) return;
    const claims = claimsOf(object, pod, manifests);
    if (claims.length === 0) return;
    const zones = eligibleZones(pod, cluster);
    const isSpread = mustSpread(Field.at(pod.specPath, pod.spec));
    for (const { path, className } of claims) {
      const found = volumesOf(className, manifests, cluster);
      if (found === undefined) continue;
      const { name, bindsAtOnce, zones: made = cluster.zones } = found;
      if (!made.some((zone) => zones.includes(zone))) {
        yield {
          path,
          message: `Invalid value: "${name}": its volumes are in ${made.join(', ')}, and the Pods may run in ${zones.length === 0 ? 'none of the zones' : zones.join(', ')} alone`,
          fix: 'use a StorageClass for these zones, or let the Pods run where its volumes are',
        };
      } else if (bindsAtOnce && (isSpread || !made.every((zone) => zones.includes(zone)))) {
        yield {
          path,
          message: `Invalid value: "${name}": its volumes are made before the Pod is placed (Immediate), in any of ${made.join(', ')}, also where the Pod may not run`,
          fix: 'use a StorageClass with volumeBindingMode: WaitForFirstConsumer',
          severity: 'warning',
        };
      }
    }
  },
};

/** A claim of the pods: where it stands, and the class that it asks for; the cluster's default where it names none. */
interface Claim {
  readonly path: string;
  readonly className: string | undefined;
}

/** The claims of pods: of templates, of ephemeral volumes, and those of the tree that volumes name and no volume is bound to by name. */
function claimsOf({ manifest }: LocatedManifest, pod: PodTemplate, manifests: ManifestSet): readonly Claim[] {
  const templates = Field.root(manifest)
    .at('spec', 'volumeClaimTemplates')
    .items()
    .map((template) => asked(template.at('spec')));
  const volumes = Field.at(pod.specPath, pod.spec).at('volumes').items();
  return [...templates, ...volumes.flatMap((volume) => claimOf(volume, pod.namespace, manifests) ?? [])];
}

function claimOf(volume: Field, namespace: string, manifests: ManifestSet): Claim | undefined {
  const ephemeral = volume.at('ephemeral', 'volumeClaimTemplate', 'spec');
  if (ephemeral.isSet) return asked(ephemeral);
  const field = volume.at('persistentVolumeClaim', 'claimName');
  if (field.text === undefined) return undefined;
  const claim = findObject(manifests, { group: '', kind: 'PersistentVolumeClaim', namespace, name: field.text });
  if (claim === undefined) return undefined;
  const spec = Field.root(claim.manifest).at('spec');
  // A volume that is named is where it is, whatever the class.
  return spec.at('volumeName').isSet ? undefined : { path: field.path, className: spec.at('storageClassName').text };
}

function asked(spec: Field): Claim {
  const field = spec.at('storageClassName');
  return { path: field.path, className: field.text };
}

interface Volumes {
  readonly name: string;
  readonly bindsAtOnce: boolean;
  /** Left out where they can be in any zone. */
  readonly zones?: readonly string[];
}

/** What a class makes, as the tree or the cluster's facts say; undefined where nobody says it. */
function volumesOf(name: string | undefined, manifests: ManifestSet, cluster: ClusterFacts): Volumes | undefined {
  const asked = name ?? defaultClass(manifests, cluster.storageClasses);
  // The empty string asks for a volume without a class.
  if (asked === undefined || asked === '') return undefined;
  const found = manifests.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name: asked });
  if (found !== undefined) {
    const inTree = Field.root(found.manifest);
    const zones = topologyZones(inTree.at('allowedTopologies'));
    return {
      name: asked,
      bindsAtOnce: (inTree.at('volumeBindingMode').text ?? 'Immediate') === 'Immediate',
      ...(zones.length === 0 ? {} : { zones }),
    };
  }
  const known = cluster.storageClasses.find((each) => each.name === asked);
  if (known === undefined) return undefined;
  const { volumeBindingMode = 'Immediate', zones } = known;
  return {
    name: known.name,
    bindsAtOnce: volumeBindingMode === 'Immediate',
    ...(zones === undefined ? {} : { zones }),
  };
}

function topologyZones(allowed: Field): readonly string[] {
  return allowed
    .items()
    .flatMap((term) => term.at('matchLabelExpressions').items())
    .filter((expression) => expression.at('key').text === zoneLabel)
    .flatMap((expression) => expression.at('values').items())
    .flatMap(({ text }) => text ?? []);
}

function mustSpread(pod: Field): boolean {
  return pod
    .at('topologySpreadConstraints')
    .items()
    .some(
      (constraint) =>
        constraint.at('topologyKey').text === zoneLabel &&
        (constraint.at('whenUnsatisfiable').text ?? 'DoNotSchedule') === 'DoNotSchedule',
    );
}
