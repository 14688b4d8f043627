import type { Check } from '../check';
import { noIstioAllowAll } from './no-istio-allow-all';
import { noIstioClientRuleBehindWaypoint } from './no-istio-client-rule-behind-waypoint';
import { noIstioConflictingServices } from './no-istio-conflicting-services';
import { noIstioEnvoyFilterInAmbient } from './no-istio-envoy-filter-in-ambient';
import { noIstioHttpRuleOnTcpPort } from './no-istio-http-rule-on-tcp-port';
import { noIstioInertSubset } from './no-istio-inert-subset';
import { noIstioPlainClientOfStrictHost } from './no-istio-plain-client-of-strict-host';
import { noIstioShadowedRule } from './no-istio-shadowed-rule';
import { noIstioUnknownHost } from './no-istio-unknown-host';
import { noIstioUnknownSubset } from './no-istio-unknown-subset';
import { noIstioUnmatchedPrincipal } from './no-istio-unmatched-principal';
import { noIstioUnverifiedTls } from './no-istio-unverified-tls';
import { requireIstioCredential } from './require-istio-credential';
import { requireIstioDestinationPort } from './require-istio-destination-port';
import { requireIstioExplicitRetries } from './require-istio-explicit-retries';
import { requireIstioGateway } from './require-istio-gateway';
import { requireIstioGatewayServicePort } from './require-istio-gateway-service-port';
import { requireIstioOutlierDetection } from './require-istio-outlier-detection';
import { requireIstioPolicyPort } from './require-istio-policy-port';
import { requireIstioRequestAuthentication } from './require-istio-request-authentication';
import { requireIstioSelectedPods } from './require-istio-selected-pods';
import { requireIstioSidecarHosts } from './require-istio-sidecar-hosts';
import { requireIstioSourceNamespace } from './require-istio-source-namespace';
import { requireIstioSubsetPods } from './require-istio-subset-pods';
import { requireIstioWaypoint } from './require-istio-waypoint';
import { uniqueIstioGatewayPort } from './unique-istio-gateway-port';
import { uniqueIstioInjectionLabel } from './unique-istio-injection-label';
import { uniqueIstioMeshHost } from './unique-istio-mesh-host';
import { uniqueIstioSidecar } from './unique-istio-sidecar';
import { uniqueIstioTelemetry } from './unique-istio-telemetry';
import { validIstioAmbientPolicy } from './valid-istio-ambient-policy';
import { validIstioAnnotation } from './valid-istio-annotation';
import { validIstioAuthorizationPolicy } from './valid-istio-authorization-policy';
import { validIstioDestinationRule } from './valid-istio-destination-rule';
import { validIstioEnvoyFilter } from './valid-istio-envoy-filter';
import { validIstioExternalNamePort } from './valid-istio-external-name-port';
import { validIstioGateway } from './valid-istio-gateway';
import { validIstioPeerAuthentication } from './valid-istio-peer-authentication';
import { validIstioProxyConfig } from './valid-istio-proxy-config';
import { validIstioRequestAuthentication } from './valid-istio-request-authentication';
import { validIstioServiceEntry } from './valid-istio-service-entry';
import { validIstioSidecar } from './valid-istio-sidecar';
import { validIstioTelemetry } from './valid-istio-telemetry';
import { validIstioTrafficExtension } from './valid-istio-traffic-extension';
import { validIstioVirtualService } from './valid-istio-virtual-service';
import { validIstioWasmPlugin } from './valid-istio-wasm-plugin';
import { validIstioWorkloadEntry } from './valid-istio-workload-entry';
import { validIstioWorkloadGroup } from './valid-istio-workload-group';

/** The checks of this folder, sorted by id. */
export const istioChecks: readonly Check[] = [
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
  noIstioUnmatchedPrincipal,
  noIstioUnverifiedTls,
  requireIstioCredential,
  requireIstioDestinationPort,
  requireIstioExplicitRetries,
  requireIstioGateway,
  requireIstioGatewayServicePort,
  requireIstioOutlierDetection,
  requireIstioPolicyPort,
  requireIstioRequestAuthentication,
  requireIstioSelectedPods,
  requireIstioSidecarHosts,
  requireIstioSourceNamespace,
  requireIstioSubsetPods,
  requireIstioWaypoint,
  uniqueIstioGatewayPort,
  uniqueIstioInjectionLabel,
  uniqueIstioMeshHost,
  uniqueIstioSidecar,
  uniqueIstioTelemetry,
  validIstioAmbientPolicy,
  validIstioAnnotation,
  validIstioAuthorizationPolicy,
  validIstioDestinationRule,
  validIstioEnvoyFilter,
  validIstioExternalNamePort,
  validIstioGateway,
  validIstioPeerAuthentication,
  validIstioProxyConfig,
  validIstioRequestAuthentication,
  validIstioServiceEntry,
  validIstioSidecar,
  validIstioTelemetry,
  validIstioTrafficExtension,
  validIstioVirtualService,
  validIstioWasmPlugin,
  validIstioWorkloadEntry,
  validIstioWorkloadGroup,
];
