import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { scaleCountOrPercent } from '../../manifest/pods/count-or-percent';
import { budgetsOf } from '../../manifest/pods/disruption-budgets';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { quorumOf, toleranceOf } from '../../manifest/pods/quorum';
import { extentOf } from '../../manifest/pods/selected-pods';
import { quorumStoreOf } from '../../products/quorum-stores';
import type { Check } from '../check';
import type { Problem } from '../finding';
import { eligibleZones, zoneLabel } from './eligible-zones';

/** Members that agree by majority keep their quorum when a node is drained or fails, and when a zone is lost. */
export const requireQuorum: Check = {
  id: 'require-quorum',
  severity: 'warning',
  profile: 'production',
  why:
    'Without a majority of its members the store answers nobody: the loss of one node, one drain or one zone takes it away, ' +
    'with everything that depends on it.',
  assumptions: ['Members are known by the label that this library gives them, or by the name of a known image.'],
  kinds: ['apps/StatefulSet'],
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    const replicas = Field.root(object.manifest).at('spec', 'replicas');
    const members = replicas.number ?? 1;
    if (pod === undefined || quorumStoreOf(pod) === undefined || members === 0) return;
    if (members === 1) {
      yield {
        path: replicas.path,
        message: 'Invalid value: 1: a single member is no quorum while its node is drained',
        fix: 'run 3 members',
      };
      return;
    }
    if (members % 2 === 0)
      yield {
        path: replicas.path,
        message: `Invalid value: ${members}: ${members} members tolerate the loss of ${toleranceOf(members)}, as ${members - 1} do`,
        fix: `run ${members - 1} or ${members + 1}`,
      };
    yield* whenDrained(object, members, manifests);
    yield* whenNodeFails(pod, members);
    yield* whenZoneIsLost(pod, members, cluster);
  },
};

function* whenDrained(object: LocatedManifest, members: number, manifests: ManifestSet): Iterable<Problem> {
  for (const { manifest } of budgetsOf(manifests, object)) {
    const spec = Field.root(manifest).at('spec');
    const evicted =
      scaleCountOrPercent(spec.at('maxUnavailable').value, members) ??
      members - (scaleCountOrPercent(spec.at('minAvailable').value, members) ?? members);
    if (evicted <= toleranceOf(members)) continue;
    yield {
      path: 'spec.replicas',
      message: `Invalid value: ${members}: PodDisruptionBudget ${identityOf(manifest).name} lets drains take ${evicted} members at once, and ${quorumOf(members)} of ${members} must stay`,
      fix: 'use maxUnavailable: 1',
    };
  }
}

const hostnameLabel = 'kubernetes.io/hostname';

function* whenNodeFails(pod: PodTemplate, members: number): Iterable<Problem> {
  if (isApart(pod, hostnameLabel)) return;
  const tolerated = toleranceOf(members);
  yield {
    path: `${pod.specPath}.affinity.podAntiAffinity`,
    message: `Required value: nothing keeps more than ${tolerated} of ${members} members off one node, whose loss is then the loss of the quorum`,
    fix: `add a required podAntiAffinity with topologyKey ${hostnameLabel} that selects the members`,
  };
}

function* whenZoneIsLost(pod: PodTemplate, members: number, cluster: ClusterFacts): Iterable<Problem> {
  const path = `${pod.specPath}.topologySpreadConstraints`;
  const zones = eligibleZones(pod, cluster);
  const tolerated = toleranceOf(members);
  if (zones.length === 0) {
    if (cluster.zones.length > 0) return;
    yield {
      path,
      message: 'Invalid value: nothing says in which zones the nodes of the cluster stand',
      fix: 'say it: the zones of the cluster',
      status: 'unproved',
    };
    return;
  }
  const fewest = Math.ceil(members / zones.length);
  if (fewest > tolerated) {
    yield {
      path,
      message: `Invalid value: ${members} members in ${listZones(zones)}: the loss of one takes ${fewest} of them at least, and ${quorumOf(members)} must stay`,
      fix: 'let them run in three zones',
    };
    return;
  }
  if (isApart(pod, zoneLabel)) return;
  const skew = zoneSkewOf(pod);
  const most = skew === undefined ? members : Math.floor((members + (zones.length - 1) * skew) / zones.length);
  if (most <= tolerated) return;
  yield {
    path,
    message:
      skew === undefined
        ? `Required value: nothing keeps more than ${tolerated} of ${members} members out of one zone`
        : `Invalid value: maxSkew ${skew} allows ${most} of ${members} members in one zone, whose loss is then the loss of the quorum`,
    fix: `spread them over ${zoneLabel} with maxSkew 1 and DoNotSchedule, on storage that binds where the Pod is placed (WaitForFirstConsumer)`,
    ...(skew === undefined ? { status: 'unproved' } : {}),
  };
}

function listZones(zones: readonly string[]): string {
  return zones.length === 1 ? `zone ${zones.join()}` : `${zones.length} zones`;
}

/** Whether no two of the pods may share a value of a node label. */
function isApart(pod: PodTemplate, topologyKey: string): boolean {
  return Field.at(pod.specPath, pod.spec)
    .at('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
    .items()
    .some((term) => term.at('topologyKey').text === topologyKey && selectsAll(term, pod));
}

/** By how much zones may differ; undefined where nothing must spread the pods. */
function zoneSkewOf(pod: PodTemplate): number | undefined {
  return Field.at(pod.specPath, pod.spec)
    .at('topologySpreadConstraints')
    .items()
    .filter(
      (constraint) =>
        constraint.at('topologyKey').text === zoneLabel &&
        (constraint.at('whenUnsatisfiable').text ?? 'DoNotSchedule') === 'DoNotSchedule' &&
        selectsAll(constraint, pod),
    )
    .map((constraint) => constraint.at('maxSkew').number ?? 1)
    .sort((a, b) => a - b)[0];
}

/** Whether a term counts all pods of the template, of every revision. */
function selectsAll(term: Field, pod: PodTemplate): boolean {
  const selector = parseLabelSelector(term.at('labelSelector').value);
  if (selector === undefined || term.at('matchLabelKeys').items().length > 0) return false;
  const elsewhere = term.at('namespaces').isSet || term.at('namespaceSelector').isSet;
  return !elsewhere && extentOf([selector], pod) === 'all';
}
