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
  /** How many Jobs are started for so many events. Emitted as `spec.scalingStrategy.strategy`. @default 'default', KEDA's default */
  readonly strategy?: 'default' | 'accurate' | 'eager';
  /** How the numbers of several events become one. Emitted as `spec.scalingStrategy.multipleScalersCalculation`. @default 'max', KEDA's default */
  readonly multipleScalersCalculation?: 'min' | 'max' | 'avg' | 'sum';
  /** What becomes of running Jobs when the object changes. Emitted as `spec.rollout.strategy`. @default 'gradual': they go on */
  readonly rollout?: 'gradual' | 'immediate';
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
  { min, max, pollingInterval, strategy, multipleScalersCalculation, rollout }: JobScaling,
  triggers: readonly JsonValue[],
): readonly (readonly [path: string, value: JsonValue])[] {
  const fields: readonly (readonly [path: string, value: JsonValue | undefined])[] = [
    ['spec.minReplicaCount', min],
    ['spec.maxReplicaCount', max],
    ['spec.pollingInterval', pollingInterval?.toSeconds()],
    ['spec.scalingStrategy.strategy', strategy],
    ['spec.scalingStrategy.multipleScalersCalculation', multipleScalersCalculation],
    ['spec.rollout.strategy', rollout],
    ['spec.triggers', triggers],
  ];
  return fields.flatMap(([path, value]) => (value === undefined ? [] : [[path, value] as const]));
}
