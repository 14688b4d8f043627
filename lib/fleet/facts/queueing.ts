import { fields, oneOf, text } from '../shape';
import type { Fact } from './fact';

/** What lets the pods of batch workloads start: by queues, or together. */
export interface QueueingFacts {
  /** `kueue` admits whole workloads by quota, `volcano` is a scheduler with queues and gangs. */
  readonly product: 'kueue' | 'volcano';
  /** Minor version, such as `0.19`. */
  readonly version: string;
}

/** What queues a cluster has for batch workloads. */
export interface QueueingFact {
  /** The product that queues batch workloads; placements with a `queue` need one. @default none */
  readonly queueing?: QueueingFacts;
}

export const queueingFact: Fact<QueueingFact, QueueingFact> = {
  props: { 'queueing?': fields({ product: oneOf('kueue', 'volcano'), version: text }) },
  resolve: ({ queueing }) => (queueing === undefined ? {} : { queueing }),
  describe: ({ queueing }) => ({ queueing }),
};
