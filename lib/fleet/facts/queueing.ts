import { fields, flag, oneOf, text, type Shape } from '../shape';
import type { Fact } from './fact';

/** What lets the pods of batch workloads start: by queues, or together. */
export type QueueingFacts = KueueFacts | VolcanoFacts;

/** Kueue, which admits whole workloads by quota. */
export interface KueueFacts {
  /** Admits whole workloads by quota. */
  readonly product: 'kueue';
  /** Minor version, such as `0.19`. */
  readonly version: string;
  /**
   * Whether Kueue takes back the Jobs whose pods are not all ready in time (`waitForPodsReady` of its Configuration):
   * Jobs in its queues may be gangs then.
   *
   * @default false, Kueue's default
   */
  readonly waitForPodsReady?: boolean;
}

/** Volcano, a scheduler with queues and gangs. */
export interface VolcanoFacts {
  /** A scheduler with queues and gangs. */
  readonly product: 'volcano';
  /** Minor version, such as `1.13`. */
  readonly version: string;
}

/** What queues a cluster has for batch workloads. */
export interface QueueingFact {
  /** The product that queues batch workloads; placements with a `queue` need one. @default none */
  readonly queueing?: QueueingFacts;
}

const anyQueueing = fields({ product: oneOf('kueue', 'volcano'), version: text, 'waitForPodsReady?': flag });

const queueing: Shape = (value, path) =>
  anyQueueing(value, path) ??
  (isOf(value, 'volcano') && 'waitForPodsReady' in value
    ? {
        path: `${path}.waitForPodsReady`,
        message: 'Forbidden: it is a setting of Kueue',
        fix: 'leave it out: Volcano starts the pods of a gang together as it is',
      }
    : undefined);

function isOf(value: unknown, product: string): value is object {
  return typeof value === 'object' && value !== null && 'product' in value && value.product === product;
}

export const queueingFact: Fact<QueueingFact, QueueingFact> = {
  props: { 'queueing?': queueing },
  resolve: (props) => (props.queueing === undefined ? {} : { queueing: props.queueing }),
  describe: (facts) => ({ queueing: facts.queueing }),
};
