import type { JsonObject } from '../manifest/objects/json';
import type { EvictionRequirement, VerticalUpdateMode } from '../model/vertical-scaling';
import type { ObjectOwner } from '../model/object-owner';
import type { TriggerAuthenticationFields } from '../model/trigger-authentication';
import type { WorkloadModel } from '../model/workload-model';

/** An autoscaler, or what one needs, resolved: every default filled in. */
export type ScalerModel = HorizontalModel | ScaledObjectModel | VerticalModel | AuthenticationModel;

interface ScalerBase {
  readonly workload: WorkloadModel;
  /** Name of the object. */
  readonly name: string;
  /** Path of the construct that declared it. */
  readonly origin: string;
}

/** What an autoscaler scales, as its object refers to it. */
export type ScaleTarget = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
};

/** A HorizontalPodAutoscaler. */
export interface HorizontalModel extends ScalerBase {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly JsonObject[];
  readonly behavior?: JsonObject;
}

/** A ScaledObject of KEDA. */
export interface ScaledObjectModel extends ScalerBase {
  readonly kind: 'ScaledObject';
  readonly target: ScaleTarget;
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly triggers: readonly JsonObject[];
  readonly pollingInterval?: number;
  readonly cooldownPeriod?: number;
  readonly initialCooldownPeriod?: number;
  readonly idleReplicaCount?: 0;
  readonly scalingModifiers?: JsonObject;
  readonly envSourceContainerName?: string;
  readonly restoreToOriginalReplicaCount?: boolean;
  readonly fallback?: JsonObject;
  readonly behavior?: JsonObject;
  /** Name of the HorizontalPodAutoscaler that KEDA makes or adopts; left out where KEDA chooses one. */
  readonly autoscalerName?: string;
  /** Whether that HorizontalPodAutoscaler is there already. */
  readonly takesOver: boolean;
}

/** A VerticalPodAutoscaler. */
export interface VerticalModel extends ScalerBase {
  readonly kind: 'VerticalPodAutoscaler';
  readonly target: ScaleTarget;
  readonly updateMode: VerticalUpdateMode;
  readonly minReplicas?: number;
  readonly evictionRequirements?: readonly EvictionRequirement[];
  readonly evictAfterOOMSeconds?: number;
  readonly recommender?: string;
  readonly startupBoost?: JsonObject;
  readonly containerPolicies: readonly JsonObject[];
}

/** A TriggerAuthentication of KEDA, of a namespace or of the whole cluster. */
export interface AuthenticationModel {
  readonly kind: 'TriggerAuthentication' | 'ClusterTriggerAuthentication';
  readonly owner: ObjectOwner;
  /** Left out for one of the whole cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly fields: TriggerAuthenticationFields;
}
