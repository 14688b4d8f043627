import { undecidedViolations } from '../pod-security/undecided-violations';
import { podCheck } from '../pod-check';

/** A pod gives up what it does not need, as the restricted Pod Security Standard demands, unless the labels of its namespace decide otherwise. */
export const requireRestrictedPod = podCheck({
  id: 'require-restricted-pod',
  severity: 'warning',
  profile: 'production',
  why: 'A process that runs as root, keeps capabilities or may gain privileges makes every flaw of the kernel or the runtime a way to the node.',
  problems: function* (pod, context) {
    const grave = new Set(undecidedViolations('baseline', pod, context).map(({ control }) => control));
    for (const { control, message, path, fix } of undecidedViolations('restricted', pod, context)) {
      // What the baseline forbids already is for require-baseline-pod.
      if (!grave.has(control)) yield { path, message: `Forbidden: ${message}`, fix };
    }
  },
});
