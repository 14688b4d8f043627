import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { parseLabels, parseLabelSelector, type LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** The selector of a workload selects its own Pods, and those of no other workload. */
export const uniqueWorkloadSelector: Check = {
  id: 'unique-workload-selector',
  severity: 'error',
  profile: 'baseline',
  why:
    'A controller adopts every Pod without an owner that its selector matches, and an autoscaler averages the metrics ' +
    'of all Pods that the selector of its target matches: each workload counts the other one in.',
  kinds: [
    'ReplicationController',
    'apps/DaemonSet',
    'apps/Deployment',
    'apps/ReplicaSet',
    'apps/StatefulSet',
    'argoproj.io/Rollout',
  ],
  run: function* (object, { manifests }) {
    const selector = selectorOf(object.manifest);
    if (selector === undefined) return;
    const others = manifests
      .podsSelectedBy(namespaceOf(object.manifest), selector)
      .filter(({ owner }) => owner !== object && isLive(owner))
      .map(({ owner }) => formatIdentity(identityOf(owner.manifest)))
      // Two objects of one identity are one workload; unique-object reports them.
      .filter((name) => name !== formatIdentity(identityOf(object.manifest)));
    if (others.length === 0) return;
    const { path, value } = Field.root(object.manifest).at('spec', 'selector');
    yield {
      path,
      message: `Invalid value: ${JSON.stringify(value)}: selects the Pods of ${listNames(others)} too`,
      fix: 'give each pod template a label of its own (app.kubernetes.io/name or instance), and select by it',
    };
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

/** A PodTemplate object makes no Pods by itself. */
function isLive({ manifest }: LocatedManifest): boolean {
  return manifest.kind !== 'PodTemplate';
}
