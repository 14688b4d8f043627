import type { Check } from '../check';
import { validAdmissionPolicy } from './valid-admission-policy';
import { validAffinity } from './valid-affinity';
import { validAnnotation } from './valid-annotation';
import { validAutoscaler } from './valid-autoscaler';
import { validChoice } from './valid-choice';
import { validConfigMap } from './valid-config-map';
import { validContainer } from './valid-container';
import { validContainerPort } from './valid-container-port';
import { validCronJob } from './valid-cron-job';
import { validCustomResourceDefinition } from './valid-custom-resource-definition';
import { validDisruptionBudget } from './valid-disruption-budget';
import { validEnvironment } from './valid-environment';
import { validFlowSchema } from './valid-flow-schema';
import { validIngress } from './valid-ingress';
import { validJob } from './valid-job';
import { validLabel } from './valid-label';
import { validLifecycleHook } from './valid-lifecycle-hook';
import { validLimitRange } from './valid-limit-range';
import { validNetworkPolicy } from './valid-network-policy';
import { validObjectName } from './valid-object-name';
import { validPersistentVolume } from './valid-persistent-volume';
import { validPersistentVolumeClaim } from './valid-persistent-volume-claim';
import { validPodNetwork } from './valid-pod-network';
import { validPodSecurityLabels } from './valid-pod-security-labels';
import { validPodTemplate } from './valid-pod-template';
import { validPriorityClass } from './valid-priority-class';
import { validProbe } from './valid-probe';
import { validReference } from './valid-reference';
import { validResourceQuota } from './valid-resource-quota';
import { validResources } from './valid-resources';
import { validRestartPolicy } from './valid-restart-policy';
import { validRole } from './valid-role';
import { validRoleBinding } from './valid-role-binding';
import { validRolloutStrategy } from './valid-rollout-strategy';
import { validSecret } from './valid-secret';
import { validSecurityContext } from './valid-security-context';
import { validSelector } from './valid-selector';
import { validService } from './valid-service';
import { validServicePort } from './valid-service-port';
import { validStorageClass } from './valid-storage-class';
import { validToleration } from './valid-toleration';
import { validTopologySpread } from './valid-topology-spread';
import { validVolume } from './valid-volume';
import { validVolumeMount } from './valid-volume-mount';
import { validWebhook } from './valid-webhook';

/** The checks of this folder, sorted by id. */
export const apiServerChecks: readonly Check[] = [
  validAdmissionPolicy,
  validAffinity,
  validAnnotation,
  validAutoscaler,
  validChoice,
  validConfigMap,
  validContainer,
  validContainerPort,
  validCronJob,
  validCustomResourceDefinition,
  validDisruptionBudget,
  validEnvironment,
  validFlowSchema,
  validIngress,
  validJob,
  validLabel,
  validLifecycleHook,
  validLimitRange,
  validNetworkPolicy,
  validObjectName,
  validPersistentVolume,
  validPersistentVolumeClaim,
  validPodNetwork,
  validPodSecurityLabels,
  validPodTemplate,
  validPriorityClass,
  validProbe,
  validReference,
  validResourceQuota,
  validResources,
  validRestartPolicy,
  validRole,
  validRoleBinding,
  validRolloutStrategy,
  validSecret,
  validSecurityContext,
  validSelector,
  validService,
  validServicePort,
  validStorageClass,
  validToleration,
  validTopologySpread,
  validVolume,
  validVolumeMount,
  validWebhook,
];
