import { undecidedViolations } from '../pod-security/undecided-violations';
import { podCheck } from '../pod-check';

/** A pod keeps to the baseline of the Pod Security Standards, unless the labels of its namespace decide otherwise. */
export const requireBaselinePod = podCheck({
  id: 'require-baseline-pod',
  severity: 'error',
  profile: 'production',
  why: 'Privileged containers, host namespaces and paths of the host are known ways out of the container: who breaks in has the node.',
  problems: function* (pod, context) {
    for (const { message, path, fix } of undecidedViolations('baseline', pod, context)) {
      yield { path, message: `Forbidden: ${message}`, fix };
    }
  },
});
