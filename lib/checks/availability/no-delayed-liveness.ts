import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** From here on, a delay is a guess at how long a slow start takes. */
const slow = 30;

/** A container that starts slowly has a startup probe instead of a delayed liveness probe. */
export const noDelayedLiveness: Check = podCheck({
  id: 'no-delayed-liveness',
  severity: 'info',
  profile: 'strict',
  why: 'The delay is too short on a slow day, so that the container is restarted for ever, and too long on every other.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const delay = field.at('livenessProbe', 'initialDelaySeconds');
      if (delay.number === undefined || delay.number < slow || field.at('startupProbe').isSet) continue;
      yield {
        path: delay.path,
        message: `Invalid value: ${delay.number}: a fixed delay for a slow start`,
        fix: 'add a startupProbe with a generous failureThreshold, and leave the delay out',
      };
    }
  },
});
