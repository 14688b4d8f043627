import type { ClusterFacts } from '../../fleet/cluster-facts';
import { isAtLeast } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { parseQuantity } from '../../manifest/objects/quantity';
import {
  missingFeature,
  verticalFields,
  verticalModes,
  type VerticalFeature,
} from '../../products/vertical-pod-autoscaler';
import type { Check } from '../check';
import { forbidden, invalid, unsupported } from '../field-error';
import type { Problem } from '../finding';

/** A VerticalPodAutoscaler has bounds that fit each other and the namespace, and a mode that the cluster knows. */
export const validVerticalAutoscaler: Check = {
  id: 'valid-vertical-autoscaler',
  severity: 'error',
  profile: 'baseline',
  why: 'It follows its own bounds where they are wider than those of a LimitRange: the API server then refuses the Pods that it has evicted.',
  kinds: ['autoscaling.k8s.io/VerticalPodAutoscaler'],
  run: function* ({ manifest }, { manifests, cluster }) {
    const spec = Field.root(manifest).at('spec');
    yield* modeProblems(spec.at('updatePolicy', 'updateMode'), cluster);
    yield* fieldProblems(spec, cluster);
    for (const policy of spec.at('resourcePolicy', 'containerPolicies').items()) {
      yield* orderProblems(policy);
      yield* limitRangeProblems(policy, manifests, namespaceOf(manifest));
    }
  },
};

const modes = ['Off', 'Initial', 'Recreate', 'InPlaceOrRecreate', 'InPlace'];

function* modeProblems(mode: Field, cluster: ClusterFacts): Iterable<Problem> {
  const { text } = mode;
  if (text === undefined) return;
  if (text === 'Auto') {
    const message = 'Invalid value: "Auto": is deprecated, and means "Recreate"';
    yield {
      severity: 'warning',
      path: mode.path,
      message,
      fix: 'use Recreate, or InPlaceOrRecreate from Kubernetes 1.33 on',
    };
  } else if (!modes.includes(text)) yield unsupported(mode, modes, 'use one of these');
  if (text !== 'InPlace' && text !== 'InPlaceOrRecreate') return;
  yield* featureProblems(mode, verticalModes[text], cluster, 'use Recreate or Initial');
}

const atLeastOne = parseQuantity('1');

/** Fields that its webhook refuses, or that its updater does not know. */
function* fieldProblems(spec: Field, cluster: ClusterFacts): Iterable<Problem> {
  const policies = spec.at('resourcePolicy', 'containerPolicies').items();
  const gated = [
    [spec.at('updatePolicy', 'evictAfterOOMSeconds'), verticalFields.evictAfterOOMSeconds],
    [spec.at('startupBoost'), verticalFields.startupBoost],
    ...policies.flatMap((policy) =>
      (['oomBumpUpRatio', 'oomMinBumpUp', 'startupBoost'] as const).map(
        (name) => [policy.at(name), verticalFields[name]] as const,
      ),
    ),
  ] as const;
  for (const [field, feature] of gated)
    if (field.isSet) yield* featureProblems(field, feature, cluster, 'leave it out');
  for (const ratio of policies.map((policy) => policy.at('oomBumpUpRatio'))) {
    const amount = amountOf(ratio);
    if (amount !== undefined && atLeastOne !== undefined && amount.compareTo(atLeastOne) < 0)
      yield invalid(ratio, 'must be at least 1', 'use 1 or more, or leave it out');
  }
  const recommenders = spec.at('recommenders');
  if (recommenders.items().length > 1)
    yield { path: recommenders.path, message: 'Too many: must have at most 1 item', fix: 'leave all but one out' };
}

function* featureProblems(
  field: Field,
  feature: VerticalFeature,
  { kubernetesVersion, autoscalers }: ClusterFacts,
  instead: string,
): Iterable<Problem> {
  const refused = (reason: string, fix: string) =>
    field.text === undefined ? forbidden(field, reason, fix) : invalid(field, reason, fix);
  if (feature.kubernetes !== undefined && !isAtLeast(kubernetesVersion, feature.kubernetes))
    yield refused(
      `Kubernetes ${kubernetesVersion} changes no running Pod, ${feature.kubernetes} is the first that does`,
      instead,
    );
  const facts = autoscalers.verticalPodAutoscaler;
  const missing = facts === undefined ? undefined : missingFeature(facts, feature);
  if (facts === undefined || missing === undefined) return;
  const { since, gate } = feature;
  const reason =
    missing === 'version' ? `does not have it, ${since} is the first that does` : `has its gate ${gate} off`;
  yield refused(
    `VerticalPodAutoscaler ${facts.version} ${reason}`,
    `${instead}, or turn the gate on and say so in the facts of the cluster`,
  );
}

function* orderProblems(policy: Field): Iterable<Problem> {
  for (const least of policy.at('minAllowed').fields()) {
    const most = policy.at('maxAllowed', least.name);
    if (compare(least, most) > 0)
      yield invalid(least, `must be at most maxAllowed, ${most.written}`, 'lower it, or raise maxAllowed');
  }
}

/** What it may give to a container is what a container of the namespace may have. */
function* limitRangeProblems(policy: Field, manifests: ManifestSet, namespace: string): Iterable<Problem> {
  if (policy.at('mode').text === 'Off') return;
  for (const { manifest } of objectsIn(manifests, '', 'LimitRange', namespace)) {
    const limits = Field.root(manifest).at('spec', 'limits').items();
    for (const limit of limits.filter((each) => each.at('type').text === 'Container')) {
      for (const most of policy.at('maxAllowed').fields()) {
        const allowed = limit.at('max', most.name);
        if (compare(most, allowed) > 0)
          yield invalid(
            most,
            `LimitRange ${manifest.metadata.name ?? ''} lets a container have ${allowed.written} at most`,
            `use up to ${allowed.written}`,
          );
      }
      for (const least of policy.at('minAllowed').fields()) {
        const needed = limit.at('min', least.name);
        if (compare(needed, least) > 0)
          yield invalid(
            least,
            `LimitRange ${manifest.metadata.name ?? ''} lets a container have ${needed.written} at least`,
            `use ${needed.written} or more`,
          );
      }
    }
  }
}

/** Above zero where the first amount is the larger one; zero where one of them is none. */
function compare(one: Field, other: Field): number {
  const [first, second] = [amountOf(one), amountOf(other)];
  return first === undefined || second === undefined ? 0 : first.compareTo(second);
}

function amountOf({ value }: Field) {
  return typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
}
