import type { Check } from './check';
import { noLinkerdConsumerRoute } from './linkerd/no-linkerd-consumer-route';
import { noLinkerdDanglingReference } from './linkerd/no-linkerd-dangling-reference';
import { noLinkerdServiceProfileBesideRoute } from './linkerd/no-linkerd-service-profile-beside-route';
import { noLinkerdUnsupportedFilter } from './linkerd/no-linkerd-unsupported-filter';
import { requireLinkerdProbeAuthorization } from './linkerd/require-linkerd-probe-authorization';
import { requireLinkerdServerContainerPort } from './linkerd/require-linkerd-server-container-port';
import { uniqueLinkerdRateLimit } from './linkerd/unique-linkerd-rate-limit';
import { uniqueLinkerdServerPort } from './linkerd/unique-linkerd-server-port';
import { validLinkerdAnnotation } from './linkerd/valid-linkerd-annotation';
import { validLinkerdAuthorizationPolicy } from './linkerd/valid-linkerd-authorization-policy';
import { validLinkerdBalancerAnnotations } from './linkerd/valid-linkerd-balancer-annotations';
import { validLinkerdMeshTlsAuthentication } from './linkerd/valid-linkerd-mesh-tls-authentication';
import { validLinkerdNetworks } from './linkerd/valid-linkerd-networks';
import { validLinkerdRateLimit } from './linkerd/valid-linkerd-rate-limit';
import { validLinkerdRoute } from './linkerd/valid-linkerd-route';
import { validLinkerdRouteAnnotations } from './linkerd/valid-linkerd-route-annotations';
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
  noLinkerdConsumerRoute,
  noLinkerdDanglingReference,
  noLinkerdServiceProfileBesideRoute,
  noLinkerdUnsupportedFilter,
  noReplicasWithAutoscaler,
  noSharedReadWriteOnceClaim,
  podSecurity,
  requireAutoscalerTarget,
  requireConfigMap,
  requireDisruptionBudgetPods,
  requireGatewayClass,
  requireIngressBackend,
  requireIngressClass,
  requireLinkerdProbeAuthorization,
  requireLinkerdServerContainerPort,
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
  validLinkerdAnnotation,
  validLinkerdAuthorizationPolicy,
  validLinkerdBalancerAnnotations,
  validLinkerdMeshTlsAuthentication,
  validLinkerdNetworks,
  validLinkerdRateLimit,
  validLinkerdRoute,
  validLinkerdRouteAnnotations,
  validLinkerdServer,
  validPodSecurityLabels,
  validProbe,
  validTargetPort,
];
