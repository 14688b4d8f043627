import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid } from '../field-error';
import type { Problem } from '../finding';
import { handlerProblems } from './fields/handler';
import { podCheck } from '../pod-check';

/** A hook does one thing, and sleeps no longer than the pod has to end. */
export const validLifecycleHook: Check = podCheck({
  id: 'valid-lifecycle-hook',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod. A hook that outlasts the grace period is killed with its container.',
  problems: function* ({ spec, containers }, { cluster }) {
    const gracePeriod = spec.at('terminationGracePeriodSeconds').number ?? 30;
    const hasSidecars = isAtLeast(cluster.kubernetesVersion, '1.29');
    for (const { field, list, isSidecar } of containers) {
      const lifecycle = field.at('lifecycle');
      if (lifecycle.map === undefined) continue;
      if (list === 'ephemeralContainers') {
        yield forbidden(lifecycle, 'cannot be set for an Ephemeral Container', 'remove lifecycle');
      } else if (list === 'initContainers' && !(isSidecar && hasSidecars)) {
        const rule = 'may not be set for init containers without restartPolicy=Always';
        yield forbidden(lifecycle, rule, 'remove lifecycle, or make the container a sidecar (restartPolicy: Always)');
      } else {
        for (const hook of [lifecycle.at('postStart'), lifecycle.at('preStop')]) {
          if (hook.map !== undefined) yield* hookProblems(hook, gracePeriod, cluster.kubernetesVersion);
        }
      }
    }
  },
});

function* hookProblems(hook: Field, gracePeriod: number, version: KubernetesVersion): Iterable<Problem> {
  yield* handlerProblems(hook, ['exec', 'httpGet', 'tcpSocket', 'sleep']);
  const seconds = hook.at('sleep', 'seconds').number;
  if (seconds === undefined) return;
  const allowsZero = isAtLeast(version, '1.33');
  if (seconds > gracePeriod || seconds < (allowsZero ? 0 : 1)) {
    const rule = allowsZero
      ? `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`
      : `must be greater than 0 and less than terminationGracePeriodSeconds (${gracePeriod})`;
    yield invalid(hook.at('sleep'), rule, 'sleep less, or raise terminationGracePeriodSeconds', seconds);
  }
}
