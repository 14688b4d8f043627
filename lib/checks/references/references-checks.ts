import type { Check } from '../check';
import { noBlockedEviction } from './no-blocked-eviction';
import { noConflictingAutoscalers } from './no-conflicting-autoscalers';
import { noReplicasWithAutoscaler } from './no-replicas-with-autoscaler';
import { noSelfBlockingWebhook } from './no-self-blocking-webhook';
import { noSharedReadWriteOnceClaim } from './no-shared-read-write-once-claim';
import { requireAutoscalerTarget } from './require-autoscaler-target';
import { requireConfigMap } from './require-config-map';
import { requireDisruptionBudgetPods } from './require-disruption-budget-pods';
import { requireGatewayClass } from './require-gateway-class';
import { requireIngressBackend } from './require-ingress-backend';
import { requireIngressClass } from './require-ingress-class';
import { requireMonitorTarget } from './require-monitor-target';
import { requireNamespace } from './require-namespace';
import { requireNetworkPolicyPods } from './require-network-policy-pods';
import { requireParentGateway } from './require-parent-gateway';
import { requirePersistentVolumeClaim } from './require-persistent-volume-claim';
import { requirePriorityClass } from './require-priority-class';
import { requireReferenceGrant } from './require-reference-grant';
import { requireRole } from './require-role';
import { requireRoleSubject } from './require-role-subject';
import { requireRouteBackend } from './require-route-backend';
import { requireRuntimeClass } from './require-runtime-class';
import { requireSecret } from './require-secret';
import { requireSecretStore } from './require-secret-store';
import { requireServiceAccount } from './require-service-account';
import { requireServicePods } from './require-service-pods';
import { requireStatefulSetService } from './require-stateful-set-service';
import { requireStorageClass } from './require-storage-class';
import { requireTlsSecret } from './require-tls-secret';
import { requireWebhookService } from './require-webhook-service';
import { uniqueAutoscaler } from './unique-autoscaler';
import { uniqueDisruptionBudget } from './unique-disruption-budget';
import { uniqueIngressPath } from './unique-ingress-path';
import { uniqueObject } from './unique-object';
import { uniqueWorkloadSelector } from './unique-workload-selector';
import { validParentListener } from './valid-parent-listener';
import { validPodPriority } from './valid-pod-priority';
import { validSyncWave } from './valid-sync-wave';
import { validTargetPort } from './valid-target-port';
import { validTlsHost } from './valid-tls-host';

/** The checks of this folder, sorted by id. */
export const referencesChecks: readonly Check[] = [
  noBlockedEviction,
  noConflictingAutoscalers,
  noReplicasWithAutoscaler,
  noSelfBlockingWebhook,
  noSharedReadWriteOnceClaim,
  requireAutoscalerTarget,
  requireConfigMap,
  requireDisruptionBudgetPods,
  requireGatewayClass,
  requireIngressBackend,
  requireIngressClass,
  requireMonitorTarget,
  requireNamespace,
  requireNetworkPolicyPods,
  requireParentGateway,
  requirePersistentVolumeClaim,
  requirePriorityClass,
  requireReferenceGrant,
  requireRole,
  requireRoleSubject,
  requireRouteBackend,
  requireRuntimeClass,
  requireSecret,
  requireSecretStore,
  requireServiceAccount,
  requireServicePods,
  requireStatefulSetService,
  requireStorageClass,
  requireTlsSecret,
  requireWebhookService,
  uniqueAutoscaler,
  uniqueDisruptionBudget,
  uniqueIngressPath,
  uniqueObject,
  uniqueWorkloadSelector,
  validParentListener,
  validPodPriority,
  validSyncWave,
  validTargetPort,
  validTlsHost,
];
