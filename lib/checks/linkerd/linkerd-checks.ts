import type { Check } from '../check';
import { noLinkerdConsumerRoute } from './no-linkerd-consumer-route';
import { noLinkerdDanglingReference } from './no-linkerd-dangling-reference';
import { noLinkerdOpaqueAppProtocol } from './no-linkerd-opaque-app-protocol';
import { noLinkerdServiceProfileBesideRoute } from './no-linkerd-service-profile-beside-route';
import { noLinkerdUnsupportedFilter } from './no-linkerd-unsupported-filter';
import { requireLinkerdProbeAuthorization } from './require-linkerd-probe-authorization';
import { requireLinkerdServerContainerPort } from './require-linkerd-server-container-port';
import { uniqueLinkerdRateLimit } from './unique-linkerd-rate-limit';
import { uniqueLinkerdServerPort } from './unique-linkerd-server-port';
import { validLinkerdAnnotation } from './valid-linkerd-annotation';
import { validLinkerdAuthorizationPolicy } from './valid-linkerd-authorization-policy';
import { validLinkerdBalancerAnnotations } from './valid-linkerd-balancer-annotations';
import { validLinkerdMeshTlsAuthentication } from './valid-linkerd-mesh-tls-authentication';
import { validLinkerdNetworks } from './valid-linkerd-networks';
import { validLinkerdRateLimit } from './valid-linkerd-rate-limit';
import { validLinkerdRoute } from './valid-linkerd-route';
import { validLinkerdRouteAnnotations } from './valid-linkerd-route-annotations';
import { validLinkerdServer } from './valid-linkerd-server';
import { validLinkerdServerAuthorization } from './valid-linkerd-server-authorization';

/** The checks of this folder, sorted by id. */
export const linkerdChecks: readonly Check[] = [
  noLinkerdConsumerRoute,
  noLinkerdDanglingReference,
  noLinkerdOpaqueAppProtocol,
  noLinkerdServiceProfileBesideRoute,
  noLinkerdUnsupportedFilter,
  requireLinkerdProbeAuthorization,
  requireLinkerdServerContainerPort,
  uniqueLinkerdRateLimit,
  uniqueLinkerdServerPort,
  validLinkerdAnnotation,
  validLinkerdAuthorizationPolicy,
  validLinkerdBalancerAnnotations,
  validLinkerdMeshTlsAuthentication,
  validLinkerdNetworks,
  validLinkerdRateLimit,
  validLinkerdRoute,
  validLinkerdRouteAnnotations,
  validLinkerdServer,
  validLinkerdServerAuthorization,
];
