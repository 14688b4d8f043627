import { Duration } from 'cdk8s';
import type { ShapeProblem } from '../fleet/shape';

/** Refuses a pod that is killed while it still serves: it needs more time to end than its drain takes. */
export function assertDrainFits(
  drain: Duration | undefined,
  grace: Duration = Duration.seconds(30),
  refuse: (problem: ShapeProblem) => never,
): void {
  if (drain === undefined || drain.toSeconds() < grace.toSeconds()) return;
  refuse({
    path: 'terminationGracePeriod',
    message: `Invalid value: ${grace.toSeconds()}s: must be longer than drain (${drain.toSeconds()}s), or the container is killed before it was told to end`,
    fix: `write Duration.seconds(${drain.toSeconds() + 25}) or more, or a shorter drain`,
  });
}
