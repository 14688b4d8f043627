import type { Check } from './check';
import { validAdmissionPolicy } from './api-server/valid-admission-policy';
import { validAffinity } from './api-server/valid-affinity';
import { validAnnotation } from './api-server/valid-annotation';
import { validAutoscaler } from './api-server/valid-autoscaler';
import { validChoice } from './api-server/valid-choice';
import { validConfigMap } from './api-server/valid-config-map';
import { validContainer } from './api-server/valid-container';
import { validContainerPort } from './api-server/valid-container-port';
import { validCronJob } from './api-server/valid-cron-job';
import { validCustomResourceDefinition } from './api-server/valid-custom-resource-definition';
import { validDisruptionBudget } from './api-server/valid-disruption-budget';
import { validEnvironment } from './api-server/valid-environment';
import { validIngress } from './api-server/valid-ingress';
import { validJob } from './api-server/valid-job';
import { validLabel } from './api-server/valid-label';
import { validLifecycleHook } from './api-server/valid-lifecycle-hook';
import { validLimitRange } from './api-server/valid-limit-range';
import { validNetworkPolicy } from './api-server/valid-network-policy';
import { validObjectName } from './api-server/valid-object-name';
import { validPersistentVolume } from './api-server/valid-persistent-volume';
import { validPersistentVolumeClaim } from './api-server/valid-persistent-volume-claim';
import { validPodNetwork } from './api-server/valid-pod-network';
import { validPodSecurityLabels } from './api-server/valid-pod-security-labels';
import { validPodTemplate } from './api-server/valid-pod-template';
import { validPriorityClass } from './api-server/valid-priority-class';
import { validProbe } from './api-server/valid-probe';
import { validReference } from './api-server/valid-reference';
import { validResourceQuota } from './api-server/valid-resource-quota';
import { validResources } from './api-server/valid-resources';
import { validRestartPolicy } from './api-server/valid-restart-policy';
import { validRole } from './api-server/valid-role';
import { validRoleBinding } from './api-server/valid-role-binding';
import { validRolloutStrategy } from './api-server/valid-rollout-strategy';
import { validSecret } from './api-server/valid-secret';
import { validSecurityContext } from './api-server/valid-security-context';
import { validSelector } from './api-server/valid-selector';
import { validService } from './api-server/valid-service';
import { validServicePort } from './api-server/valid-service-port';
import { validStorageClass } from './api-server/valid-storage-class';
import { validToleration } from './api-server/valid-toleration';
import { validTopologySpread } from './api-server/valid-topology-spread';
import { validVolume } from './api-server/valid-volume';
import { validVolumeMount } from './api-server/valid-volume-mount';
import { validWebhook } from './api-server/valid-webhook';
import { noBarePod } from './availability/no-bare-pod';
import { noDelayedLiveness } from './availability/no-delayed-liveness';
import { noFullOutageRollout } from './availability/no-full-outage-rollout';
import { noIdenticalProbes } from './availability/no-identical-probes';
import { requireAutoscalerRequests } from './availability/require-autoscaler-requests';
import { requireConcurrencyPolicy } from './availability/require-concurrency-policy';
import { requireDisruptionBudget } from './availability/require-disruption-budget';
import { requireJobCleanup } from './availability/require-job-cleanup';
import { requireJobDeadline } from './availability/require-job-deadline';
import { requireMinReadySeconds } from './availability/require-min-ready-seconds';
import { requirePodPriority } from './availability/require-pod-priority';
import { requirePreStop } from './availability/require-pre-stop';
import { requireReadinessProbe } from './availability/require-readiness-probe';
import { requireReplicas } from './availability/require-replicas';
import { requireSpread } from './availability/require-spread';
import { requireStartingDeadline } from './availability/require-starting-deadline';
import { validAutoscalerRange } from './availability/valid-autoscaler-range';
import { validAutoscalerTarget } from './availability/valid-autoscaler-target';
import { validNodeComparison } from './availability/valid-node-comparison';
import { validProbePort } from './availability/valid-probe-port';
import { validStartingDeadline } from './availability/valid-starting-deadline';
import { validTerminationGrace } from './availability/valid-termination-grace';
import { noConsulEnterpriseField } from './consul/no-consul-enterprise-field';
import { noConsulMixedProtocols } from './consul/no-consul-mixed-protocols';
import { noConsulPermissiveWithoutMesh } from './consul/no-consul-permissive-without-mesh';
import { noConsulUnknownSubset } from './consul/no-consul-unknown-subset';
import { requireConsulHttpProtocol } from './consul/require-consul-http-protocol';
import { requireConsulServiceAccount } from './consul/require-consul-service-account';
import { uniqueConsulConfigEntry } from './consul/unique-consul-config-entry';
import { validConsulExportedServices } from './consul/valid-consul-exported-services';
import { validConsulIntentions } from './consul/valid-consul-intentions';
import { validConsulMesh } from './consul/valid-consul-mesh';
import { validConsulResolver } from './consul/valid-consul-resolver';
import { validConsulRouter } from './consul/valid-consul-router';
import { validConsulServiceDefaults } from './consul/valid-consul-service-defaults';
import { validConsulSingletonName } from './consul/valid-consul-singleton-name';
import { validConsulSplitter } from './consul/valid-consul-splitter';
import { noEmptyValue } from './gitops/no-empty-value';
import { noNoncanonicalQuantity } from './gitops/no-noncanonical-quantity';
import { requireClaimTemplateKind } from './gitops/require-claim-template-kind';
import { requireStringMetadata } from './gitops/require-string-metadata';
import { uniqueMergeKey } from './gitops/unique-merge-key';
import { noDefaultNamespace } from './hygiene/no-default-namespace';
import { noDeprecatedField } from './hygiene/no-deprecated-field';
import { requireImageDigest } from './hygiene/require-image-digest';
import { requireImageRegistry } from './hygiene/require-image-registry';
import { requireImageTag } from './hygiene/require-image-tag';
import { requireRecommendedLabels } from './hygiene/require-recommended-labels';
import { validImageReference } from './hygiene/valid-image-reference';
import { validPullPolicy } from './hygiene/valid-pull-policy';
import { noIstioAllowAll } from './istio/no-istio-allow-all';
import { noIstioClientRuleBehindWaypoint } from './istio/no-istio-client-rule-behind-waypoint';
import { noIstioConflictingServices } from './istio/no-istio-conflicting-services';
import { noIstioEnvoyFilterInAmbient } from './istio/no-istio-envoy-filter-in-ambient';
import { noIstioHttpRuleOnTcpPort } from './istio/no-istio-http-rule-on-tcp-port';
import { noIstioInertSubset } from './istio/no-istio-inert-subset';
import { noIstioPlainClientOfStrictHost } from './istio/no-istio-plain-client-of-strict-host';
import { noIstioShadowedRule } from './istio/no-istio-shadowed-rule';
import { noIstioUnknownHost } from './istio/no-istio-unknown-host';
import { noIstioUnknownSubset } from './istio/no-istio-unknown-subset';
import { noIstioUnverifiedTls } from './istio/no-istio-unverified-tls';
import { requireIstioDestinationPort } from './istio/require-istio-destination-port';
import { requireIstioExplicitRetries } from './istio/require-istio-explicit-retries';
import { requireIstioGateway } from './istio/require-istio-gateway';
import { requireIstioGatewayServicePort } from './istio/require-istio-gateway-service-port';
import { requireIstioOutlierDetection } from './istio/require-istio-outlier-detection';
import { requireIstioRequestAuthentication } from './istio/require-istio-request-authentication';
import { requireIstioSelectedPods } from './istio/require-istio-selected-pods';
import { requireIstioSidecarHosts } from './istio/require-istio-sidecar-hosts';
import { requireIstioSubsetPods } from './istio/require-istio-subset-pods';
import { requireIstioWaypoint } from './istio/require-istio-waypoint';
import { uniqueIstioGatewayPort } from './istio/unique-istio-gateway-port';
import { uniqueIstioInjectionLabel } from './istio/unique-istio-injection-label';
import { uniqueIstioMeshHost } from './istio/unique-istio-mesh-host';
import { uniqueIstioSidecar } from './istio/unique-istio-sidecar';
import { uniqueIstioTelemetry } from './istio/unique-istio-telemetry';
import { validIstioAmbientPolicy } from './istio/valid-istio-ambient-policy';
import { validIstioAnnotation } from './istio/valid-istio-annotation';
import { validIstioAuthorizationPolicy } from './istio/valid-istio-authorization-policy';
import { validIstioDestinationRule } from './istio/valid-istio-destination-rule';
import { validIstioEnvoyFilter } from './istio/valid-istio-envoy-filter';
import { validIstioExternalNamePort } from './istio/valid-istio-external-name-port';
import { validIstioGateway } from './istio/valid-istio-gateway';
import { validIstioPeerAuthentication } from './istio/valid-istio-peer-authentication';
import { validIstioServiceEntry } from './istio/valid-istio-service-entry';
import { validIstioSidecar } from './istio/valid-istio-sidecar';
import { validIstioTelemetry } from './istio/valid-istio-telemetry';
import { validIstioVirtualService } from './istio/valid-istio-virtual-service';
import { noLinkerdConsumerRoute } from './linkerd/no-linkerd-consumer-route';
import { noLinkerdDanglingReference } from './linkerd/no-linkerd-dangling-reference';
import { noLinkerdOpaqueAppProtocol } from './linkerd/no-linkerd-opaque-app-protocol';
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
import { noExperimentalRouteField } from './mesh/no-experimental-route-field';
import { noMeshIgnoredRouteKind } from './mesh/no-mesh-ignored-route-kind';
import { noMeshInitInRestrictedNamespace } from './mesh/no-mesh-init-in-restricted-namespace';
import { noMeshOptOut } from './mesh/no-mesh-opt-out';
import { noMeshProxyUser } from './mesh/no-mesh-proxy-user';
import { requireMeshControlPlaneEgress } from './mesh/require-mesh-control-plane-egress';
import { requireMeshDrainTime } from './mesh/require-mesh-drain-time';
import { requireMeshFacts } from './mesh/require-mesh-facts';
import { requireMeshNativeSidecar } from './mesh/require-mesh-native-sidecar';
import { requireMeshPortProtocol } from './mesh/require-mesh-port-protocol';
import { requireMeshPortsInNetworkPolicy } from './mesh/require-mesh-ports-in-network-policy';
import { uniqueMeshRoute } from './mesh/unique-mesh-route';
import { noOneSidedPolicy } from './network/no-one-sided-policy';
import { requireIsolation } from './network/require-isolation';
import { requireOpenRoute } from './network/require-open-route';
import { requireOpenWebhook } from './network/require-open-webhook';
import { requirePolicyPeers } from './network/require-policy-peers';
import { requirePolicyPort } from './network/require-policy-port';
import { validClusterPolicy } from './network/valid-cluster-policy';
import { podSecurity } from './pod-security';
import { noClusterAdminBinding } from './rbac/no-cluster-admin-binding';
import { noDefaultServiceAccountGrant } from './rbac/no-default-service-account-grant';
import { noRbacEscalation } from './rbac/no-rbac-escalation';
import { noRbacExec } from './rbac/no-rbac-exec';
import { noRbacPodCreation } from './rbac/no-rbac-pod-creation';
import { noRbacSecretAccess } from './rbac/no-rbac-secret-access';
import { noRbacWildcard } from './rbac/no-rbac-wildcard';
import { noUnauthenticatedAccess } from './rbac/no-unauthenticated-access';
import { noBlockedEviction } from './references/no-blocked-eviction';
import { noConflictingAutoscalers } from './references/no-conflicting-autoscalers';
import { noReplicasWithAutoscaler } from './references/no-replicas-with-autoscaler';
import { noSelfBlockingWebhook } from './references/no-self-blocking-webhook';
import { noSharedReadWriteOnceClaim } from './references/no-shared-read-write-once-claim';
import { requireAutoscalerTarget } from './references/require-autoscaler-target';
import { requireConfigMap } from './references/require-config-map';
import { requireDisruptionBudgetPods } from './references/require-disruption-budget-pods';
import { requireGatewayClass } from './references/require-gateway-class';
import { requireIngressBackend } from './references/require-ingress-backend';
import { requireIngressClass } from './references/require-ingress-class';
import { requireMonitorTarget } from './references/require-monitor-target';
import { requireNamespace } from './references/require-namespace';
import { requireNetworkPolicyPods } from './references/require-network-policy-pods';
import { requireParentGateway } from './references/require-parent-gateway';
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
import { requireWebhookService } from './references/require-webhook-service';
import { uniqueAutoscaler } from './references/unique-autoscaler';
import { uniqueDisruptionBudget } from './references/unique-disruption-budget';
import { uniqueIngressPath } from './references/unique-ingress-path';
import { uniqueObject } from './references/unique-object';
import { uniqueWorkloadSelector } from './references/unique-workload-selector';
import { validParentListener } from './references/valid-parent-listener';
import { validPodPriority } from './references/valid-pod-priority';
import { validSyncWave } from './references/valid-sync-wave';
import { validTargetPort } from './references/valid-target-port';
import { validTlsHost } from './references/valid-tls-host';
import { requireEmptyDirSizeLimit } from './resources/require-empty-dir-size-limit';
import { requireEphemeralStorage } from './resources/require-ephemeral-storage';
import { requireGuaranteedMemory } from './resources/require-guaranteed-memory';
import { requireLimitRange } from './resources/require-limit-range';
import { requireMemoryLimit } from './resources/require-memory-limit';
import { requireQuotaResources } from './resources/require-quota-resources';
import { requireResourceQuota } from './resources/require-resource-quota';
import { requireResourceRequests } from './resources/require-resource-requests';
import { noDeprecatedApi } from './schema/no-deprecated-api';
import { noGatedField } from './schema/no-gated-field';
import { noRemovedApi } from './schema/no-removed-api';
import { requireDefinition } from './schema/require-definition';
import { validRules } from './schema/valid-rules';
import { validSchema } from './schema/valid-schema';
import { noDefaultServiceAccount } from './security/no-default-service-account';
import { noExternalIps } from './security/no-external-ips';
import { noNeedlessServiceAccountToken } from './security/no-needless-service-account-token';
import { noNodePort } from './security/no-node-port';
import { noOpenLoadBalancer } from './security/no-open-load-balancer';
import { noSecretData } from './security/no-secret-data';
import { noSecretInConfigMap } from './security/no-secret-in-config-map';
import { noSecretInEnvironment } from './security/no-secret-in-environment';
import { noSensitiveHostPath } from './security/no-sensitive-host-path';
import { requireBaselinePod } from './security/require-baseline-pod';
import { requireDnsEgress } from './security/require-dns-egress';
import { requireIngressTls } from './security/require-ingress-tls';
import { requireNetworkPolicy } from './security/require-network-policy';
import { requirePodSecurityLevel } from './security/require-pod-security-level';
import { requireReadOnlyRootFilesystem } from './security/require-read-only-root-filesystem';
import { requireRestrictedPod } from './security/require-restricted-pod';

/**
 * Every check that a tree goes through, sorted by id. A new check is one line here, a file named after its id,
 * and at least one passing and one failing fixture in `test/checks/<id>/`.
 */
export const allChecks: readonly Check[] = [
  noBarePod,
  noBlockedEviction,
  noClusterAdminBinding,
  noConflictingAutoscalers,
  noConsulEnterpriseField,
  noConsulMixedProtocols,
  noConsulPermissiveWithoutMesh,
  noConsulUnknownSubset,
  noDefaultNamespace,
  noDefaultServiceAccount,
  noDefaultServiceAccountGrant,
  noDelayedLiveness,
  noDeprecatedApi,
  noDeprecatedField,
  noEmptyValue,
  noExperimentalRouteField,
  noExternalIps,
  noFullOutageRollout,
  noGatedField,
  noIdenticalProbes,
  noIstioAllowAll,
  noIstioClientRuleBehindWaypoint,
  noIstioConflictingServices,
  noIstioEnvoyFilterInAmbient,
  noIstioHttpRuleOnTcpPort,
  noIstioInertSubset,
  noIstioPlainClientOfStrictHost,
  noIstioShadowedRule,
  noIstioUnknownHost,
  noIstioUnknownSubset,
  noIstioUnverifiedTls,
  noLinkerdConsumerRoute,
  noLinkerdDanglingReference,
  noLinkerdOpaqueAppProtocol,
  noLinkerdServiceProfileBesideRoute,
  noLinkerdUnsupportedFilter,
  noMeshIgnoredRouteKind,
  noMeshInitInRestrictedNamespace,
  noMeshOptOut,
  noMeshProxyUser,
  noNeedlessServiceAccountToken,
  noNodePort,
  noNoncanonicalQuantity,
  noOneSidedPolicy,
  noOpenLoadBalancer,
  noRbacEscalation,
  noRbacExec,
  noRbacPodCreation,
  noRbacSecretAccess,
  noRbacWildcard,
  noRemovedApi,
  noReplicasWithAutoscaler,
  noSecretData,
  noSecretInConfigMap,
  noSecretInEnvironment,
  noSelfBlockingWebhook,
  noSensitiveHostPath,
  noSharedReadWriteOnceClaim,
  noUnauthenticatedAccess,
  podSecurity,
  requireAutoscalerRequests,
  requireAutoscalerTarget,
  requireBaselinePod,
  requireClaimTemplateKind,
  requireConcurrencyPolicy,
  requireConfigMap,
  requireConsulHttpProtocol,
  requireConsulServiceAccount,
  requireDefinition,
  requireDisruptionBudget,
  requireDisruptionBudgetPods,
  requireDnsEgress,
  requireEmptyDirSizeLimit,
  requireEphemeralStorage,
  requireGatewayClass,
  requireGuaranteedMemory,
  requireImageDigest,
  requireImageRegistry,
  requireImageTag,
  requireIngressBackend,
  requireIngressClass,
  requireIngressTls,
  requireIsolation,
  requireIstioDestinationPort,
  requireIstioExplicitRetries,
  requireIstioGateway,
  requireIstioGatewayServicePort,
  requireIstioOutlierDetection,
  requireIstioRequestAuthentication,
  requireIstioSelectedPods,
  requireIstioSidecarHosts,
  requireIstioSubsetPods,
  requireIstioWaypoint,
  requireJobCleanup,
  requireJobDeadline,
  requireLimitRange,
  requireLinkerdProbeAuthorization,
  requireLinkerdServerContainerPort,
  requireMemoryLimit,
  requireMeshControlPlaneEgress,
  requireMeshDrainTime,
  requireMeshFacts,
  requireMeshNativeSidecar,
  requireMeshPortProtocol,
  requireMeshPortsInNetworkPolicy,
  requireMinReadySeconds,
  requireMonitorTarget,
  requireNamespace,
  requireNetworkPolicy,
  requireNetworkPolicyPods,
  requireOpenRoute,
  requireOpenWebhook,
  requireParentGateway,
  requirePersistentVolumeClaim,
  requirePodPriority,
  requirePodSecurityLevel,
  requirePolicyPeers,
  requirePolicyPort,
  requirePreStop,
  requirePriorityClass,
  requireQuotaResources,
  requireReadOnlyRootFilesystem,
  requireReadinessProbe,
  requireRecommendedLabels,
  requireReferenceGrant,
  requireReplicas,
  requireResourceQuota,
  requireResourceRequests,
  requireRestrictedPod,
  requireRole,
  requireRoleSubject,
  requireRouteBackend,
  requireRuntimeClass,
  requireSecret,
  requireServiceAccount,
  requireServicePods,
  requireSpread,
  requireStartingDeadline,
  requireStatefulSetService,
  requireStorageClass,
  requireStringMetadata,
  requireTlsSecret,
  requireWebhookService,
  uniqueAutoscaler,
  uniqueConsulConfigEntry,
  uniqueDisruptionBudget,
  uniqueIngressPath,
  uniqueIstioGatewayPort,
  uniqueIstioInjectionLabel,
  uniqueIstioMeshHost,
  uniqueIstioSidecar,
  uniqueIstioTelemetry,
  uniqueLinkerdRateLimit,
  uniqueLinkerdServerPort,
  uniqueMergeKey,
  uniqueMeshRoute,
  uniqueObject,
  uniqueWorkloadSelector,
  validAdmissionPolicy,
  validAffinity,
  validAnnotation,
  validAutoscaler,
  validAutoscalerRange,
  validAutoscalerTarget,
  validChoice,
  validClusterPolicy,
  validConfigMap,
  validConsulExportedServices,
  validConsulIntentions,
  validConsulMesh,
  validConsulResolver,
  validConsulRouter,
  validConsulServiceDefaults,
  validConsulSingletonName,
  validConsulSplitter,
  validContainer,
  validContainerPort,
  validCronJob,
  validCustomResourceDefinition,
  validDisruptionBudget,
  validEnvironment,
  validImageReference,
  validIngress,
  validIstioAmbientPolicy,
  validIstioAnnotation,
  validIstioAuthorizationPolicy,
  validIstioDestinationRule,
  validIstioEnvoyFilter,
  validIstioExternalNamePort,
  validIstioGateway,
  validIstioPeerAuthentication,
  validIstioServiceEntry,
  validIstioSidecar,
  validIstioTelemetry,
  validIstioVirtualService,
  validJob,
  validLabel,
  validLifecycleHook,
  validLimitRange,
  validLinkerdAnnotation,
  validLinkerdAuthorizationPolicy,
  validLinkerdBalancerAnnotations,
  validLinkerdMeshTlsAuthentication,
  validLinkerdNetworks,
  validLinkerdRateLimit,
  validLinkerdRoute,
  validLinkerdRouteAnnotations,
  validLinkerdServer,
  validNetworkPolicy,
  validNodeComparison,
  validObjectName,
  validParentListener,
  validPersistentVolume,
  validPersistentVolumeClaim,
  validPodNetwork,
  validPodPriority,
  validPodSecurityLabels,
  validPodTemplate,
  validPriorityClass,
  validProbe,
  validProbePort,
  validPullPolicy,
  validReference,
  validResourceQuota,
  validResources,
  validRestartPolicy,
  validRole,
  validRoleBinding,
  validRolloutStrategy,
  validRules,
  validSchema,
  validSecret,
  validSecurityContext,
  validSelector,
  validService,
  validServicePort,
  validStartingDeadline,
  validStorageClass,
  validSyncWave,
  validTargetPort,
  validTerminationGrace,
  validTlsHost,
  validToleration,
  validTopologySpread,
  validVolume,
  validVolumeMount,
  validWebhook,
];
