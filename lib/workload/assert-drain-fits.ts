import { Duration } from 'cdk8s';

/** Refuses a pod that is killed while it still serves: it needs more time to end than its drain takes. */
export function assertDrainFits(
  name: string,
  drain: Duration | undefined,
  grace: Duration = Duration.seconds(30),
): void {
  if (drain === undefined || drain.toSeconds() < grace.toSeconds()) return;
  throw new Error(
    `workload ${name}: terminationGracePeriod: Invalid value: ${grace.toSeconds()}s: must be longer than drain (${drain.toSeconds()}s), or the container is killed before it was told to end`,
  );
}
