import { isAtLeast } from '../kubernetes-version';
import { reject } from '../reject';
import { fields, oneOf, text, type Shape } from '../shape';
import type { Fact } from './fact';
import type { KubernetesVersionFact } from './kubernetes-version';
import type { QueueingFact } from './queueing';

/** What starts the pods of a gang together, or none of them. */
export type GangSchedulingFacts = CoschedulingFacts | KubernetesGangFacts;

/** The plugin Coscheduling of kubernetes-sigs/scheduler-plugins, from its release 0.25. */
export interface CoschedulingFacts {
  /** The plugin of kubernetes-sigs/scheduler-plugins, from its release 0.25. */
  readonly product: 'coscheduling';
  /** The scheduler, or the profile of one, that the plugin is part of. @default 'scheduler-plugins-scheduler', the name in its Helm chart */
  readonly schedulerName?: string;
}

/** The scheduler of Kubernetes itself. */
export interface KubernetesGangFacts {
  /**
   * The scheduler of Kubernetes itself, from 1.35: with the feature gate `GenericWorkload`, before 1.37 `GangScheduling`,
   * too, and the API `scheduling.k8s.io` in `v1alpha1` (1.35), `v1alpha2` (1.36) or `v1beta1` (1.37) served. All of it is
   * off by default.
   */
  readonly product: 'kubernetes';
}

/** What a cluster has for pods that start together. */
export interface GangSchedulingFact {
  /**
   * What starts the pods of placements with a `gang` together. Volcano as `queueing` does so itself, and Kueue with
   * `waitForPodsReady` for the Jobs in its queues.
   *
   * @default none
   */
  readonly gangScheduling?: GangSchedulingFacts;
}

const anyGangScheduling = fields({ product: oneOf('coscheduling', 'kubernetes'), 'schedulerName?': text });

const gangScheduling: Shape = (value, path) =>
  anyGangScheduling(value, path) ??
  (typeof value === 'object' &&
  value !== null &&
  'product' in value &&
  value.product === 'kubernetes' &&
  'schedulerName' in value
    ? {
        path: `${path}.schedulerName`,
        message: 'Forbidden: pods name the scheduler of Coscheduling alone',
        fix: 'leave it out: the default scheduler starts the pods of a gang together',
      }
    : undefined);

export const gangSchedulingFact: Fact<GangSchedulingFact & QueueingFact & KubernetesVersionFact, GangSchedulingFact> = {
  props: { 'gangScheduling?': gangScheduling },
  resolve: (props, name) => {
    const { kubernetesVersion, queueing } = props;
    if (props.gangScheduling === undefined) return {};
    if (queueing?.product === 'volcano')
      reject(
        { kind: 'Cluster', name },
        {
          path: 'gangScheduling',
          message: 'Forbidden: Volcano, as queueing, starts the pods of a gang together itself',
          fix: 'leave it out',
        },
      );
    if (props.gangScheduling.product === 'kubernetes' && !isAtLeast(kubernetesVersion, '1.35'))
      reject(
        { kind: 'Cluster', name },
        {
          path: 'gangScheduling.product',
          message: `Invalid value: "kubernetes": Kubernetes ${kubernetesVersion} has no gangs of its own`,
          fix: "upgrade to 1.35, or install Coscheduling: { product: 'coscheduling' }",
        },
      );
    return { gangScheduling: props.gangScheduling };
  },
  describe: (facts) => ({ gangScheduling: facts.gangScheduling }),
};
