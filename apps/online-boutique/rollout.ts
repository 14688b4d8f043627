import { Duration } from 'cdk8s';
import type { CanaryRollout } from '../../lib';

/** A new version gets a tenth of the requests, then half of them, then all: ten minutes each to see how it does. */
export function shareByShare(sharedBy: NonNullable<CanaryRollout['sharedBy']>): CanaryRollout {
  const pause = Duration.minutes(10);
  return {
    strategy: 'canary',
    steps: [
      { weight: 10, pause },
      { weight: 50, pause },
    ],
    sharedBy,
  };
}
