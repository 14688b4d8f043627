import { isAtLeast } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { parseQuantity } from '../../manifest/objects/quantity';
import type { Check } from '../check';
import { invalid, unsupported } from '../field-error';
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
    for (const policy of spec.at('resourcePolicy', 'containerPolicies').items()) {
      yield* orderProblems(policy);
      yield* limitRangeProblems(policy, manifests, namespaceOf(manifest));
    }
  },
};

const modes = ['Off', 'Initial', 'Recreate', 'InPlaceOrRecreate', 'InPlace'];

function* modeProblems(mode: Field, cluster: Parameters<Check['run']>[1]['cluster']): Iterable<Problem> {
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
  if (!isAtLeast(cluster.kubernetesVersion, '1.33'))
    yield invalid(
      mode,
      `Kubernetes ${cluster.kubernetesVersion} changes no running Pod, 1.33 is the first that does`,
      'use Recreate or Initial',
    );
  const facts = cluster.autoscalers.verticalPodAutoscaler;
  if (facts === undefined) return;
  const minor = Number(facts.version.split('.')[1]);
  const [first, onFrom] = text === 'InPlace' ? [7, Infinity] : [4, 5];
  if (minor >= onFrom || (minor >= first && facts.featureGates?.includes(text) === true)) return;
  const reason = minor < first ? `does not have it, 1.${first} is the first that does` : `has its gate ${text} off`;
  yield invalid(
    mode,
    `VerticalPodAutoscaler ${facts.version} ${reason}`,
    'use Recreate or Initial, or turn the gate on and say so in the facts of the cluster',
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
  const [first, second] = [one, other].map(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined,
  );
  return first === undefined || second === undefined ? 0 : first.compareTo(second);
}
