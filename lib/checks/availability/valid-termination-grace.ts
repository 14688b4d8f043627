import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** The grace period leaves time for the process after its preStop hook. */
export const validTerminationGrace: Check = podCheck({
  id: 'valid-termination-grace',
  severity: 'warning',
  profile: 'baseline',
  why: 'The grace period runs during preStop too: what is left of it is all that the process has, and then it is killed.',
  problems: function* ({ spec, containers }) {
    const grace = spec.at('terminationGracePeriodSeconds');
    const seconds = grace.number ?? 30;
    if (grace.number === 0) {
      const message = 'Invalid value: 0: kills the process without asking it to end';
      yield { path: grace.path, message, fix: 'leave it out (30 seconds), or give the process the time that it needs' };
      return;
    }
    for (const { field } of containers) {
      const sleep = field.at('lifecycle', 'preStop', 'sleep', 'seconds');
      if (sleep.number === undefined || sleep.number < seconds) continue;
      const message = `Invalid value: ${sleep.number}: leaves nothing of the ${seconds} seconds of terminationGracePeriodSeconds`;
      yield { path: sleep.path, message, fix: `sleep for less, or raise terminationGracePeriodSeconds` };
    }
  },
});
