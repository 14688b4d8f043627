import type { Duration } from 'cdk8s';

/** A duration as Linkerd's annotations write it: one whole number and its unit (`2s`, `1500ms`), never a fraction. */
export function formatLinkerdDuration(duration: Duration): string {
  const milliseconds = Math.round(duration.toMilliseconds());
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
