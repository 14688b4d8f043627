import type { Check } from '../check';
import { noExperimentalRouteField } from './no-experimental-route-field';
import { noMeshIgnoredRouteKind } from './no-mesh-ignored-route-kind';
import { noMeshInitInRestrictedNamespace } from './no-mesh-init-in-restricted-namespace';
import { noMeshOptOut } from './no-mesh-opt-out';
import { noMeshProxyUser } from './no-mesh-proxy-user';
import { requireMeshControlPlaneEgress } from './require-mesh-control-plane-egress';
import { requireMeshDrainTime } from './require-mesh-drain-time';
import { requireMeshFacts } from './require-mesh-facts';
import { requireMeshNativeSidecar } from './require-mesh-native-sidecar';
import { requireMeshPortProtocol } from './require-mesh-port-protocol';
import { requireMeshPortsInNetworkPolicy } from './require-mesh-ports-in-network-policy';
import { uniqueMeshRoute } from './unique-mesh-route';

/** The checks of this folder, sorted by id. */
export const meshChecks: readonly Check[] = [
  noExperimentalRouteField,
  noMeshIgnoredRouteKind,
  noMeshInitInRestrictedNamespace,
  noMeshOptOut,
  noMeshProxyUser,
  requireMeshControlPlaneEgress,
  requireMeshDrainTime,
  requireMeshFacts,
  requireMeshNativeSidecar,
  requireMeshPortProtocol,
  requireMeshPortsInNetworkPolicy,
  uniqueMeshRoute,
];
