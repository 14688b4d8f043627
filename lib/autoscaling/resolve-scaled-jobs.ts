import type { Duration } from 'cdk8s';
import type { JsonValue } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import { IntentSort } from '../model/intent-sort';
import type { ScalingEvent } from '../model/scaling';
import type { WorkloadModel } from '../model/workload-model';
import { connectToSources } from './connect-to-sources';
import { refuseScaling } from './refuse-scaling';
import { resolveTriggers } from './resolve-triggers';
import type { AuthenticationModel } from './scaler-model';

/** When Jobs are started, and how many. */
export interface JobScaling {
  /** The most Jobs at a time. Emitted as `spec.maxReplicaCount`. */
  readonly max: number;
  /** Jobs that run in any case. Emitted as `spec.minReplicaCount`. @default 0, KEDA's default */
  readonly min?: number;
  /** What Jobs are started for: at least one. CPU and memory are no events. */
  readonly events: readonly ScalingEvent[];
  /** How often KEDA asks. Emitted as `spec.pollingInterval`. @default Duration.seconds(30), KEDA's default */
  readonly pollingInterval?: Duration;
  /**
   * How many Jobs are started for so many events. `custom` takes a number off the length of the queue, and a share of the
   * Jobs that run. Emitted as `spec.scalingStrategy`.
   *
   * @default 'default', KEDA's default
   */
  readonly strategy?: 'default' | 'accurate' | 'eager' | CustomJobStrategy;
  /** Conditions that pods have while a Job does not count as one that waits. Emitted as `spec.scalingStrategy.pendingPodConditions`. @default none: a Job waits until its pod runs */
  readonly pendingPodConditions?: readonly string[];
  /** How the numbers of several events become one. Emitted as `spec.scalingStrategy.multipleScalersCalculation`. @default 'max', KEDA's default */
  readonly multipleScalersCalculation?: 'min' | 'max' | 'avg' | 'sum';
  /** What becomes of running Jobs when the object changes. Emitted as `spec.rollout.strategy`. @default 'gradual': they go on */
  readonly rollout?: 'gradual' | 'immediate';
  /** How what belongs to Jobs is deleted that go at an `immediate` rollout. Emitted as `spec.rollout.propagationPolicy`. @default 'background', KEDA's default */
  readonly propagationPolicy?: 'foreground' | 'background';
  /** The container whose environment fields such as `hostFromEnv` of a trigger name. Emitted as `spec.envSourceContainerName`. @default the first */
  readonly envSourceContainerName?: string;
}

/** How many Jobs are started: the length of the queue, less a number and less a share of the Jobs that run. */
export interface CustomJobStrategy {
  /** Taken off the length of the queue. Emitted as `customScalingQueueLengthDeduction`. @default 0 */
  readonly queueLengthDeduction?: number;
  /** The share of running Jobs that is taken off, from 0 to 1. Emitted as `customScalingRunningJobPercentage`. @default 0 */
  readonly runningJobPercentage?: number;
}

/** A workload whose Jobs KEDA starts. */
export interface DeclaredScaledJob {
  readonly workload: WorkloadModel;
  readonly scaling: JobScaling;
  readonly origin: string;
}

/** The ScaledJobs of a tree. */
export const scaledJobs = new IntentSort<DeclaredScaledJob>();

/** Claims what Jobs are started by in the objects that make them, and reports what the cluster's KEDA cannot do. */
export function resolveScaledJobs(model: ClusterModel): readonly AuthenticationModel[] {
  const { name, autoscalers } = model.cluster;
  return scaledJobs.in(model).flatMap((declared) => {
    const { workload, scaling, origin } = declared;
    const { keda } = autoscalers;
    if (keda === undefined) {
      refuseScaling(model, declared, {
        path: 'scaling.events',
        message: `Forbidden: ${name} runs no autoscaler that can do it: KEDA could`,
        fix: "run KEDA and say so: autoscalers: { keda: { version: '2.20' } }, or run the job on a schedule: ScheduledJob",
      });
      return [];
    }
    for (const [index, { type }] of scaling.events.entries()) {
      if (type !== 'cpu' && type !== 'memory') continue;
      refuseScaling(model, declared, {
        path: `scaling.events[${index}].type`,
        message: `Unsupported value: "${type}": it is measured in pods, and starts no Job`,
        fix: 'use a trigger of another kind',
      });
    }
    const { triggers, authentications } = resolveTriggers(model, declared, scaling, keda);
    connectToSources(model, declared, scaling.events, keda);
    for (const [path, value] of fieldsOf(scaling, triggers))
      model.ownership.claim(workload.controller, path, { by: 'scaling', origin, value });
    return authentications;
  });
}

function fieldsOf(
  { min, max, pollingInterval, strategy, multipleScalersCalculation, rollout, ...others }: JobScaling,
  triggers: readonly JsonValue[],
): readonly (readonly [path: string, value: JsonValue])[] {
  const { pendingPodConditions, propagationPolicy, envSourceContainerName } = others;
  const custom = typeof strategy === 'object' ? strategy : undefined;
  const fields: readonly (readonly [path: string, value: JsonValue | undefined])[] = [
    ['spec.minReplicaCount', min],
    ['spec.maxReplicaCount', max],
    ['spec.pollingInterval', pollingInterval?.toSeconds()],
    ['spec.envSourceContainerName', envSourceContainerName],
    ['spec.scalingStrategy.strategy', custom === undefined ? strategyName(strategy) : 'custom'],
    ['spec.scalingStrategy.customScalingQueueLengthDeduction', custom?.queueLengthDeduction],
    ['spec.scalingStrategy.customScalingRunningJobPercentage', custom?.runningJobPercentage?.toString()],
    ['spec.scalingStrategy.pendingPodConditions', pendingPodConditions],
    ['spec.scalingStrategy.multipleScalersCalculation', multipleScalersCalculation],
    ['spec.rollout.strategy', rollout],
    ['spec.rollout.propagationPolicy', propagationPolicy],
    ['spec.triggers', triggers],
  ];
  return fields.flatMap(([path, value]) => (value === undefined ? [] : [[path, value] as const]));
}

function strategyName(strategy: JobScaling['strategy']): string | undefined {
  return typeof strategy === 'string' ? strategy : undefined;
}
