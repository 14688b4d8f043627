import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels, parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { isHelmHook } from '../../manifest/objects/helm-hook';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { longRunningKinds, workloadKindOf } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** The selector of a workload selects its own Pods, and those of no other workload. */
export const uniqueWorkloadSelector: Check = {
  id: 'unique-workload-selector',
  severity: 'error',
  profile: 'baseline',
  why:
    'A controller adopts every Pod without an owner that its selector matches, and an autoscaler averages the metrics ' +
    'of all Pods that the selector of its target matches: each workload counts the other one in. Services, policies and ' +
    'budgets take both.',
  kinds: longRunningKinds,
  run: function* (object, { manifests }) {
    const selector = selectorOf(object.manifest);
    if (selector === undefined) return;
    const others = manifests
      .podsSelectedBy(namespaceOf(object.manifest), selector)
      .map(({ owner }) => owner)
      .filter((owner) => owner !== object && isLive(owner))
      // Two objects of one identity are one workload; unique-object reports them.
      .filter((owner) => nameOf(owner) !== nameOf(object));
    if (others.length === 0) return;
    const { path, value } = Field.root(object.manifest).at('spec', 'selector');
    const problem = {
      path,
      message: `Invalid value: ${JSON.stringify(value)}: selects the Pods of ${listNames(others.map(nameOf))} too`,
      fix: 'give each pod template a label of its own (app.kubernetes.io/name or instance), and select by it',
    };
    const isScaled = autoscalersOf(manifests, object).some(({ direction }) => direction === 'horizontal');
    yield !isScaled && others.every((other) => isHarmless(other, object))
      ? { ...problem, severity: 'warning' }
      : problem;
  },
};

/** The selector of a workload; undefined where it is empty, which the API server rejects. */
function selectorOf(manifest: Manifest): LabelSelector | undefined {
  const { value } = Field.root(manifest).at('spec', 'selector');
  const selector =
    manifest.kind === 'ReplicationController'
      ? { matchLabels: parseLabels(value) ?? {}, matchExpressions: [] }
      : parseLabelSelector(value);
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return Object.keys(matchLabels).length + matchExpressions.length === 0 ? undefined : selector;
}

/**
 * Whether nobody adopts the other's Pods: those of a controller have an owner from the start, a Deployment's ReplicaSets
 * select by a hash of the template as well, a StatefulSet takes Pods of its names alone, and the hooks of a Helm chart
 * have run before anybody counts them.
 */
function isHarmless(other: LocatedManifest, { manifest }: LocatedManifest): boolean {
  if (other.manifest.kind !== 'Pod' || isHelmHook(other.manifest)) return true;
  if (workloadKindOf(manifest)?.selectsByHash === true) return true;
  return manifest.kind === 'StatefulSet' && !isReplicaName(identityOf(other.manifest).name, identityOf(manifest).name);
}

/** `db-0` is the name of a Pod of StatefulSet `db`. */
function isReplicaName(pod: string, statefulSet: string): boolean {
  return pod.startsWith(`${statefulSet}-`) && /^\d+$/.test(pod.slice(statefulSet.length + 1));
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity(identityOf(manifest));
}

/** A PodTemplate object makes no Pods by itself. */
function isLive({ manifest }: LocatedManifest): boolean {
  return manifest.kind !== 'PodTemplate';
}
