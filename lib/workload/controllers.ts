import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Replicas } from '../model/pods-model';
import type { CanaryRollout } from '../model/rollout';
import type { KubernetesFields } from './kubernetes-fields';
import type { LongRunningProps } from './workload-props';

export type DeploymentFields = Omit<KubernetesFields<k8s.DeploymentSpec>, 'selector' | 'template'>;
export type StatefulSetFields = Omit<KubernetesFields<k8s.StatefulSetSpec>, 'selector' | 'template' | 'serviceName'>;
export type DaemonSetFields = Omit<KubernetesFields<k8s.DaemonSetSpec>, 'selector' | 'template'>;
export type CronJobFields = Omit<KubernetesFields<k8s.CronJobSpec>, 'jobTemplate'>;
export type JobFields = Omit<KubernetesFields<k8s.JobSpec>, 'template'> & {
  /** From Kubernetes 1.30. */
  readonly managedBy?: string;
  /** From Kubernetes 1.30. */
  readonly successPolicy?: {
    readonly rules: readonly { readonly succeededIndexes?: string; readonly succeededCount?: number }[];
  };
  /** From Kubernetes 1.37. */
  readonly scheduling?: JobSchedulingFields;
};

/** What is chosen by being there. */
type NoFields = Readonly<Record<never, never>>;

/** How the scheduler places the pods of a Job together. */
export type JobSchedulingFields = {
  readonly disruptionMode?: { readonly all?: NoFields; readonly single?: NoFields };
  readonly resourceClaims?: readonly {
    readonly name: string;
    readonly resourceClaimName?: string;
    readonly resourceClaimTemplateName?: string;
  }[];
  readonly schedulingConstraints?: { readonly topology?: readonly { readonly key: string }[] };
  readonly schedulingPolicy?: {
    readonly basic?: NoFields;
    readonly gang?: { readonly minCount?: number };
  };
};

/** How many pods a rolling update may add and take away. */
export interface RollingUpdate {
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
}

/** What makes the pods of a workload: its kind, and what was declared of it besides the pods. */
export type ControllerDeclaration =
  | {
      readonly kind: 'Deployment';
      readonly replicas?: number;
      readonly rollingUpdate?: RollingUpdate;
      /** Any other field, by the name of the prop that has them. */
      readonly deployment?: DeploymentFields;
    }
  | {
      readonly kind: 'Rollout';
      readonly replicas?: number;
      readonly rollingUpdate?: RollingUpdate;
      readonly rollout: CanaryRollout;
      /** Fields that a Rollout has by the same name as a Deployment. */
      readonly deployment?: Omit<DeploymentFields, 'strategy'>;
    }
  | {
      readonly kind: 'StatefulSet';
      readonly replicas?: number;
      /** Name of the headless Service that gives each pod a name of its own. */
      readonly serviceName: string;
      readonly statefulSet?: StatefulSetFields;
      /** What holds where neither the user nor another room says anything: claimed by nobody. */
      readonly defaults?: StatefulSetFields;
    }
  | { readonly kind: 'DaemonSet'; readonly daemonSet?: DaemonSetFields }
  | { readonly kind: 'Job'; readonly job: JobDeclaration }
  /** A Job for each event, made by KEDA; what it is started by is claimed. */
  | { readonly kind: 'ScaledJob'; readonly job: JobDeclaration }
  | { readonly kind: 'CronJob'; readonly job: JobDeclaration; readonly cronJob: CronJobFields };

/** What was declared of a job, run once or on a schedule. */
export interface JobDeclaration {
  readonly backoffLimit?: number;
  readonly activeDeadline?: Duration;
  readonly job?: JobFields;
}

/** A rolling update that takes no capacity away, but for what was declared. */
export function rollingStrategy(rollingUpdate: RollingUpdate = {}) {
  return { type: 'RollingUpdate', rollingUpdate: rollingBounds(rollingUpdate) };
}

/** How many pods a rollout adds and takes away: it takes no capacity away, but for what was declared. */
export function rollingBounds(rollingUpdate: RollingUpdate = {}): Required<RollingUpdate> {
  return { maxSurge: '25%', maxUnavailable: 0, ...rollingUpdate };
}

/** The Deployment that props of pods without end declare. */
export function deploymentOf({ replicas, rollingUpdate, deployment }: LongRunningProps): ControllerDeclaration {
  return {
    kind: 'Deployment',
    ...(replicas === undefined ? {} : { replicas }),
    ...(rollingUpdate === undefined ? {} : { rollingUpdate }),
    ...(deployment === undefined ? {} : { deployment }),
  };
}

/** The Rollout that props of pods without end declare, in place of their Deployment. */
export function rolloutOf(
  { replicas, rollingUpdate, deployment }: LongRunningProps,
  rollout: CanaryRollout,
): ControllerDeclaration {
  return {
    kind: 'Rollout',
    rollout,
    ...(replicas === undefined ? {} : { replicas }),
    ...(rollingUpdate === undefined ? {} : { rollingUpdate }),
    ...(deployment === undefined ? {} : { deployment }),
  };
}

/** What makes the pods, resolved. */
export type ControllerModel =
  | {
      readonly kind: 'Deployment';
      readonly replicas: Replicas;
      readonly strategy: NonNullable<DeploymentFields['strategy']>;
      readonly fields: Omit<DeploymentFields, 'replicas' | 'strategy'>;
    }
  | {
      readonly kind: 'Rollout';
      readonly replicas: Replicas;
      readonly rollingUpdate: Required<RollingUpdate>;
      readonly rollout: CanaryRollout;
      readonly fields: Omit<DeploymentFields, 'replicas' | 'strategy'>;
    }
  | {
      readonly kind: 'StatefulSet';
      readonly replicas: Replicas;
      readonly serviceName: string;
      readonly fields: Omit<StatefulSetFields, 'replicas'>;
    }
  | { readonly kind: 'DaemonSet'; readonly fields: DaemonSetFields }
  | { readonly kind: 'Job'; readonly fields: JobFields }
  | { readonly kind: 'ScaledJob'; readonly fields: JobFields }
  | { readonly kind: 'CronJob'; readonly fields: CronJobFields; readonly job: JobFields };
