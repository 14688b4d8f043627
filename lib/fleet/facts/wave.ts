import { waveShape, type Wave } from '../wave';
import type { Fact } from './fact';

/** When a change reaches a cluster, compared with others of the fleet. */
export interface WaveFact {
  /**
   * The wave of clusters that it belongs to. `plan` says of each change when it gets there; an ApplicationSet of the Argo CD
   * that syncs it has the waves as steps of its RollingSync; for other engines `Promotion` moves commits to branches.
   *
   * @default none: a change reaches it at once
   */
  readonly wave?: Wave;
}

export const waveFact: Fact<WaveFact, WaveFact> = {
  props: { 'wave?': waveShape },
  resolve: ({ wave }) => (wave === undefined ? {} : { wave }),
  describe: ({ wave }) => ({ wave }),
};
