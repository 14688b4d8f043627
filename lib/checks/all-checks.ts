import type { Check } from './check';
import { uniqueLinkerdRateLimit } from './linkerd/unique-linkerd-rate-limit';
import { uniqueLinkerdServerPort } from './linkerd/unique-linkerd-server-port';
import { validLinkerdAuthorizationPolicy } from './linkerd/valid-linkerd-authorization-policy';
import { validLinkerdMeshTlsAuthentication } from './linkerd/valid-linkerd-mesh-tls-authentication';
import { validLinkerdNetworks } from './linkerd/valid-linkerd-networks';
import { validLinkerdRateLimit } from './linkerd/valid-linkerd-rate-limit';
import { validLinkerdServer } from './linkerd/valid-linkerd-server';
import { podSecurity } from './pod-security';
import { noBlockedEviction } from './references/no-blocked-eviction';
import { noReplicasWithAutoscaler } from './references/no-replicas-with-autoscaler';
import { noSharedReadWriteOnceClaim } from './references/no-shared-read-write-once-claim';
import { requireAutoscalerTarget } from './references/require-autoscaler-target';
import { requireConfigMap } from './references/require-config-map';
import { requireDisruptionBudgetPods } from './references/require-disruption-budget-pods';
import { requireGatewayClass } from './references/require-gateway-class';
import { requireIngressBackend } from './references/require-ingress-backend';
import { requireIngressClass } from './references/require-ingress-class';
import { requireNamespace } from './references/require-namespace';
import { requirePersistentVolumeClaim } from './references/require-persistent-volume-claim';
import { requirePriorityClass } from './references/require-priority-class';
import { requireReferenceGrant } from './references/require-reference-grant';
import { requireRole } from './references/require-role';
import { requireRoleSubject } from './references/require-role-subject';
import { requireRouteBackend } from './references/require-route-backend';
import { requireRuntimeClass } from './references/require-runtime-class';
import { requireSecret } from './references/require-secret';
import { requireServiceAccount } from './references/require-service-account';
import { requireServicePods } from './references/require-service-pods';
import { requireStatefulSetService } from './references/require-stateful-set-service';
import { requireStorageClass } from './references/require-storage-class';
import { requireTlsSecret } from './references/require-tls-secret';
import { uniqueAutoscaler } from './references/unique-autoscaler';
import { uniqueDisruptionBudget } from './references/unique-disruption-budget';
import { uniqueObject } from './references/unique-object';
import { uniqueWorkloadSelector } from './references/unique-workload-selector';
import { validTargetPort } from './references/valid-target-port';
import { validPodSecurityLabels } from './valid-pod-security-labels';
import { validProbe } from './valid-probe';

/**
 * Every check that a tree goes through, sorted by id. A new check is one line here, a file named after its id,
 * and at least one passing and one failing fixture in `test/checks/<id>/`.
 */
export const allChecks: readonly Check[] = [
  noBlockedEviction,
  noReplicasWithAutoscaler,
  noSharedReadWriteOnceClaim,
  podSecurity,
  requireAutoscalerTarget,
  requireConfigMap,
  requireDisruptionBudgetPods,
  requireGatewayClass,
  requireIngressBackend,
  requireIngressClass,
  requireNamespace,
  requirePersistentVolumeClaim,
  requirePriorityClass,
  requireReferenceGrant,
  requireRole,
  requireRoleSubject,
  requireRouteBackend,
  requireRuntimeClass,
  requireSecret,
  requireServiceAccount,
  requireServicePods,
  requireStatefulSetService,
  requireStorageClass,
  requireTlsSecret,
  uniqueAutoscaler,
  uniqueDisruptionBudget,
  uniqueLinkerdRateLimit,
  uniqueLinkerdServerPort,
  uniqueObject,
  uniqueWorkloadSelector,
  validLinkerdAuthorizationPolicy,
  validLinkerdMeshTlsAuthentication,
  validLinkerdNetworks,
  validLinkerdRateLimit,
  validLinkerdServer,
  validPodSecurityLabels,
  validProbe,
  validTargetPort,
];
