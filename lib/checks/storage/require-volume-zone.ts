import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { eligibleZones, zoneLabel } from './eligible-zones';

/** The StorageClass of a claim makes volumes in the zones in which the Pod may run, once it is placed. */
export const requireVolumeZone: Check = {
  id: 'require-volume-zone',
  severity: 'error',
  profile: 'baseline',
  why: 'A volume in a zone where the Pod may not run is bound for good, and the Pod stays Pending.',
  assumptions: ['Volumes are of one zone, as those of cloud providers are.'],
  kinds: ['apps/StatefulSet'],
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    const templates = Field.root(object.manifest).at('spec', 'volumeClaimTemplates').items();
    if (pod === undefined || cluster.zones.length < 2 || templates.length === 0) return;
    const zones = eligibleZones(pod, cluster);
    const isSpread = mustSpread(Field.at(pod.specPath, pod.spec));
    for (const template of templates) {
      const field = template.at('spec', 'storageClassName');
      const found = volumesOf(field.text, manifests, cluster);
      if (found === undefined) continue;
      const { name, bindsAtOnce, zones: made = cluster.zones } = found;
      if (!made.some((zone) => zones.includes(zone))) {
        yield {
          path: field.path,
          message: `Invalid value: "${name}": its volumes are in ${made.join(', ')}, and the Pods may run in ${zones.length === 0 ? 'none of the zones' : zones.join(', ')} alone`,
          fix: 'use a StorageClass for these zones, or let the Pods run where its volumes are',
        };
      } else if (bindsAtOnce && (isSpread || zones.length < made.length)) {
        yield {
          path: field.path,
          message: `Invalid value: "${name}": its volumes are made before the Pod is placed (Immediate), in any of ${made.join(', ')}, also where the Pod may not run`,
          fix: 'use a StorageClass with volumeBindingMode: WaitForFirstConsumer',
          severity: 'warning',
        };
      }
    }
  },
};

interface Volumes {
  readonly name: string;
  readonly bindsAtOnce: boolean;
  /** Left out where they can be in any zone. */
  readonly zones?: readonly string[];
}

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** What a class makes, as the tree or the cluster's facts say; undefined where nobody says it. */
function volumesOf(name: string | undefined, manifests: ManifestSet, cluster: ClusterFacts): Volumes | undefined {
  // The empty string asks for a volume without a class.
  if (name === '') return undefined;
  const inTree = manifests
    .ofKind('storage.k8s.io', 'StorageClass')
    .map(({ manifest }) => Field.root(manifest))
    .find((root) =>
      name === undefined
        ? root.at('metadata', 'annotations').entry(defaultClass).text === 'true'
        : root.at('metadata', 'name').text === name,
    );
  if (inTree !== undefined) {
    const zones = topologyZones(inTree.at('allowedTopologies'));
    return {
      name: inTree.at('metadata', 'name').text ?? '',
      bindsAtOnce: (inTree.at('volumeBindingMode').text ?? 'Immediate') === 'Immediate',
      ...(zones.length === 0 ? {} : { zones }),
    };
  }
  const known = cluster.storageClasses.find((each) =>
    name === undefined ? each.default === true : each.name === name,
  );
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
