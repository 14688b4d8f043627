import type { Duration } from 'cdk8s';
import type { ResourceName } from './resource-name';
import type { Trigger } from '../products/keda-scalers/trigger';
import { IntentSort } from './intent-sort';
import type { TriggerAuthenticationFields, TriggerAuthenticationRef } from './trigger-authentication';
import type { VerticalScaling } from './vertical-scaling';
import type { HasWorkload, WorkloadModel } from './workload-model';

/**
 * How a workload is scaled: between which numbers of pods, and by what. What becomes of it follows from the cluster's
 * `autoscalers`: a HorizontalPodAutoscaler where `cpu`, `memory` and `metrics` are all that it asks for, a KEDA
 * ScaledObject where it asks for `events`, a `schedule` or no pods at all. The number of pods is then left out of the
 * workload's own object, so that nothing resets what the autoscaler chose.
 */
export type Scaling = HorizontalScaling | VerticalScalingAlone;

/** A number of pods that stays as it is, and requests that do not. */
export interface VerticalScalingAlone {
  readonly min?: never;
  readonly max?: never;
  /** How the requests of the pods are scaled. Becomes a VerticalPodAutoscaler. */
  readonly vertical: VerticalScaling;
}

/** Between which numbers of pods a workload is scaled, and by what: at least one of `cpu`, `memory`, `metrics`, `events`, `schedule`. */
export interface HorizontalScaling {
  /**
   * The fewest pods. Emitted as `minReplicas` or `minReplicaCount`. 0 needs a source that is there without pods: KEDA with
   * `events` or a `schedule`, or an `External` or `Object` metric from Kubernetes 1.37 on.
   *
   * @default 2 in production-tier environments, else 1
   */
  readonly min?: number;
  /** The most pods. Emitted as `maxReplicas` or `maxReplicaCount`. At least 1, and not below `min`. */
  readonly max: number;
  /**
   * Usage of CPU that is kept: a percentage of the request, or a target. Of pods with several containers, and in a mesh of
   * sidecars, that of the main container.
   *
   * @default none
   */
  readonly cpu?: number | ResourceTarget;
  /** Usage of memory that is kept, as that of CPU. @default none */
  readonly memory?: number | ResourceTarget;
  /** Other metrics, in the words of `autoscaling/v2`. They need an adapter that serves them. @default none */
  readonly metrics?: readonly MetricSpec[];
  /** What KEDA asks for its number: a queue, a stream, a query. @default none */
  readonly events?: readonly ScalingEvent[];
  /** Numbers of pods at times of the day, which KEDA keeps. @default none */
  readonly schedule?: readonly ScheduledReplicas[];
  /** How fast it goes up and down. Emitted as `behavior`. @default the Kubernetes defaults */
  readonly behavior?: ScalingBehavior;
  /** How many pods there are while KEDA gets no answer. Only for `events`. @default the number stays as it is */
  readonly fallback?: ScalingFallback;
  /** How often KEDA asks whether there is anything to do, while there are no pods. Emitted as `pollingInterval`. @default Duration.seconds(30), KEDA's default */
  readonly pollingInterval?: Duration;
  /** How long there must be nothing to do before the last pod goes. Emitted as `cooldownPeriod`. @default Duration.minutes(5), KEDA's default */
  readonly cooldown?: Duration;
  /** How long the last pod stays after the object was made, whatever there is to do. Emitted as `initialCooldownPeriod`. @default none, KEDA's default */
  readonly initialCooldown?: Duration;
  /**
   * No pods at all while there is nothing to do, and at least `min` as soon as there is. Emitted as `idleReplicaCount`: 0 is
   * the only number that KEDA's autoscaler can have below its minimum. Only for `events` and a `schedule`.
   *
   * @default `min` holds always
   */
  readonly idle?: 0;
  /** How the values of several events become one. Emitted as `advanced.scalingModifiers`. @default the event that asks for most pods counts */
  readonly formula?: ScalingFormula;
  /** The container whose environment fields such as `hostFromEnv` of a trigger name. Emitted as `scaleTargetRef.envSourceContainerName`. @default the first */
  readonly envSourceContainerName?: string;
  /**
   * Whether the workload gets back the number of pods that it had, when the object is removed. Emitted as
   * `advanced.restoreToOriginalReplicaCount`.
   *
   * @default false
   */
  readonly restoreToOriginalReplicaCount?: boolean;
  /**
   * Name of a HorizontalPodAutoscaler that exists already, and that KEDA adopts: the pods keep their number meanwhile.
   * Emitted as the annotation `scaledobject.keda.sh/transfer-hpa-ownership` and the name that goes with it.
   *
   * @default none: KEDA makes one of its own
   */
  readonly takeOver?: string;
  /**
   * What happens on a cluster without KEDA, where `cpu`, `memory` or `metrics` are there as well: `warn` leaves out what only
   * KEDA does (`events`, `schedule`, `takeOver`, no pods at all) and says so.
   *
   * @default 'error': the synth fails
   */
  readonly onUnsupported?: 'error' | 'warn';
  /** How the requests of the pods are scaled beside their number: of resources that do not decide the number. @default not at all */
  readonly vertical?: VerticalScaling;
}

/** Usage of a resource that is kept: a percentage of the request, or an amount for each pod. */
export type ResourceTarget = {
  /** The only container that is measured. @default the main one, where the pod has several */
  readonly container?: string;
} & (
  | {
      /** Percentage of the request. Emitted as `averageUtilization`. */
      readonly averageUtilization: number;
      readonly averageValue?: never;
    }
  | {
      /** An amount for each pod, such as `500m` or `1Gi`. Emitted as `averageValue`. */
      readonly averageValue: string;
      readonly averageUtilization?: never;
    }
);

/** A metric of `autoscaling/v2`, one of five types. */
export type MetricSpec =
  | {
      readonly type: 'Resource';
      /** Usage of a resource, over all containers of a pod. */
      readonly resource: { readonly name: ResourceName; readonly target: UsageTarget };
    }
  | {
      readonly type: 'ContainerResource';
      /** Usage of a resource by one container. */
      readonly containerResource: {
        readonly name: ResourceName;
        readonly container: string;
        readonly target: UsageTarget;
      };
    }
  | {
      readonly type: 'Pods';
      /** A metric that each pod has, from the adapter of `custom` metrics. */
      readonly pods: { readonly metric: MetricIdentifier; readonly target: AverageValueTarget };
    }
  | {
      readonly type: 'Object';
      /** A metric that another object of the namespace has, from the adapter of `custom` metrics. */
      readonly object: {
        readonly describedObject: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
        readonly metric: MetricIdentifier;
        readonly target: ValueTarget | AverageValueTarget;
      };
    }
  | {
      readonly type: 'External';
      /** A metric of something outside of the cluster, from the adapter of `external` metrics. */
      readonly external: { readonly metric: MetricIdentifier; readonly target: ValueTarget | AverageValueTarget };
    };

/** Which metric: by its name, and by its labels. */
export type MetricIdentifier = {
  readonly name: string;
  readonly selector?: { readonly matchLabels: Readonly<Record<string, string>> };
};

export type UsageTarget = { readonly type: 'Utilization'; readonly averageUtilization: number } | AverageValueTarget;

export type AverageValueTarget = {
  readonly type: 'AverageValue';
  readonly averageValue: string | number;
};

export type ValueTarget = {
  readonly type: 'Value';
  readonly value: string | number;
};

/** A source of events that KEDA asks, with the credentials that it needs. */
export type ScalingEvent = Trigger & {
  /**
   * Credentials, from Secrets and vaults. Becomes a TriggerAuthentication, named after the workload and the trigger.
   *
   * @default none
   */
  readonly authentication?: TriggerAuthenticationFields;
  /** Credentials that exist under a name already. @default none */
  readonly authenticationRef?: TriggerAuthenticationRef;
  /**
   * The workload of the same cluster that is asked: its policies let KEDA in. Found by itself where the metadata has an
   * address that is one of the tree's Services.
   *
   * @default the workload behind the address
   */
  readonly source?: HasWorkload;
  /**
   * The port of `source` that is asked, by its number or name: policies let KEDA in there alone.
   *
   * @default the port of the address in the metadata; where there is none, the only port of the workload
   */
  readonly sourcePort?: number | string;
};

/** A number of pods between two times of the day. Becomes a trigger of the type `cron`. */
export interface ScheduledReplicas {
  /** Time zone by its name: `Europe/Berlin`. */
  readonly timezone: string;
  /** When the time begins: five fields, as of a CronJob. */
  readonly start: string;
  /** When it ends. */
  readonly end: string;
  /** The fewest pods during that time: at least 1, at most `max`. Emitted as `desiredReplicas`. */
  readonly replicas: number;
}

/** How fast the number of pods goes up and down. */
export interface ScalingBehavior {
  readonly scaleUp?: ScalingRules;
  readonly scaleDown?: ScalingRules;
}

/** How fast the number of pods changes in one direction. */
export interface ScalingRules {
  /**
   * How long the autoscaler looks back for a more cautious number. At most an hour. Emitted as `stabilizationWindowSeconds`.
   *
   * @default Duration.minutes(5) for scaleDown, none for scaleUp: the Kubernetes defaults
   */
  readonly stabilizationWindow?: Duration;
  /** Which policy holds where several do: the one that changes most or least, or none at all. @default 'Max', the Kubernetes default */
  readonly selectPolicy?: 'Max' | 'Min' | 'Disabled';
  /** How many pods may change in a time. @default the Kubernetes defaults */
  readonly policies?: readonly ScalingPolicy[];
  /**
   * How far the metric may be from its target without a change: `0.05` for 5 %. From Kubernetes 1.35 on.
   *
   * @default 0.1, the Kubernetes default
   */
  readonly tolerance?: number;
}

/** How many pods may change in a time. */
export interface ScalingPolicy {
  /** Whether `value` is a number of pods, or a percentage of them. */
  readonly type: 'Pods' | 'Percent';
  /** Pods, or a percentage. Above 0. */
  readonly value: number;
  /** The time. At most half an hour. Emitted as `periodSeconds`. */
  readonly period: Duration;
}

/** What KEDA computes of the values of events, which it knows by the names of their triggers. */
export interface ScalingFormula {
  /** An expression of these names: `(mails + calls) / 2`. https://expr-lang.org */
  readonly formula: string;
  /** The value for each pod, or of all with `metricType: 'Value'`. Above 0. */
  readonly target: number;
  /** Value above which it comes back from zero. @default 0 */
  readonly activationTarget?: number;
  /** Whether `target` is for each pod, or for all of them. @default 'AverageValue', KEDA's default */
  readonly metricType?: 'AverageValue' | 'Value';
}

/** How many pods there are while KEDA gets no answer. */
export interface ScalingFallback {
  /** Failures in a row after which it holds. Emitted as `failureThreshold`. */
  readonly failureThreshold: number;
  /** Pods: at most `max`. */
  readonly replicas: number;
  /**
   * How `replicas` and the present number go together; `scalingModifiers` leaves it to the `formula`, from KEDA 2.20 on. From
   * KEDA 2.17 on.
   *
   * @default 'static'
   */
  readonly behavior?:
    'static' | 'currentReplicas' | 'currentReplicasIfHigher' | 'currentReplicasIfLower' | 'scalingModifiers';
}

/** A workload that is scaled. */
export interface ScaledWorkload {
  readonly workload: WorkloadModel;
  readonly scaling: Scaling;
  /** Path of the construct that declared it. */
  readonly origin: string;
  /** The autoscaler, where a construct of its own says which. @default the one that the cluster has for it */
  readonly kind?: 'HorizontalPodAutoscaler' | 'ScaledObject' | 'VerticalPodAutoscaler';
  /** Name of the autoscaler. @default the workload's name */
  readonly name?: string;
}

/** How the workloads of a tree are scaled. */
export const scalings = new IntentSort<ScaledWorkload>();
