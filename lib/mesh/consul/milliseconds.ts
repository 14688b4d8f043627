import type { Duration } from 'cdk8s';

/** A time as Consul reads it. */
export function milliseconds(duration: Duration): string {
  return `${duration.toMilliseconds()}ms`;
}
