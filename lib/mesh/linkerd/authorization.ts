import type {
  AuthorizationPolicySpec,
  MeshTlsAuthenticationSpec,
  NetworkAuthenticationSpec,
} from '../../../imports/policy.linkerd.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshClient } from '../mesh-model';

type IdentityRef = NonNullable<Plain<MeshTlsAuthenticationSpec>['identityRefs']>[number];
type Network = Plain<NetworkAuthenticationSpec>['networks'][number];

/** What clients are let in to: a Server, or a route of one. */
export interface AuthorizationTarget {
  readonly group: 'policy.linkerd.io' | 'gateway.networking.k8s.io';
  readonly kind: 'Server' | 'HTTPRoute';
  readonly name: string;
}

/**
 * Lets clients in to a Server or a route. A policy asks for all of its authentications at once, so that clients with an
 * identity and clients with an address have a policy each.
 */
export function emitAuthorization(
  workload: WorkloadModel,
  target: AuthorizationTarget,
  clients: readonly MeshClient[],
): Manifest[] {
  const identityRefs = clients.flatMap(identityRef);
  const networks = networksOf(clients);
  const { name } = target;
  const metadata = (suffix = '') => ({ name: `${name}${suffix}`, namespace: workload.namespace });
  const policy = (suffix: string, kind: string): Manifest => {
    const spec: Plain<AuthorizationPolicySpec> = {
      targetRef: target,
      requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind, name: `${name}${suffix}` }],
    };
    return { apiVersion, kind: 'AuthorizationPolicy', metadata: metadata(suffix), spec };
  };
  const identified: Plain<MeshTlsAuthenticationSpec> = { identityRefs };
  const addressed: Plain<NetworkAuthenticationSpec> = { networks };
  return [
    ...(identityRefs.length === 0
      ? []
      : [
          { apiVersion, kind: 'MeshTLSAuthentication', metadata: metadata(), spec: identified },
          policy('', 'MeshTLSAuthentication'),
        ]),
    ...(networks.length === 0
      ? []
      : [
          { apiVersion, kind: 'NetworkAuthentication', metadata: metadata('-network'), spec: addressed },
          policy('-network', 'NetworkAuthentication'),
        ]),
  ];
}

const apiVersion = 'policy.linkerd.io/v1alpha1';

function identityRef(client: MeshClient): IdentityRef[] {
  switch (client.type) {
    case 'serviceAccount':
      return [{ kind: 'ServiceAccount', namespace: client.namespace, name: client.name }];
    case 'namespace':
      return [{ kind: 'Namespace', name: client.namespace }];
    case 'cidr':
    case 'unmeshedPods':
      return [];
  }
}

/** Pods outside the mesh have addresses that nobody knows: only a network policy can tell them from others. */
function networksOf(clients: readonly MeshClient[]): Network[] {
  const networks = clients.flatMap((client): Network[] => {
    switch (client.type) {
      case 'cidr':
        return [{ cidr: client.cidr, ...(client.except.length === 0 ? {} : { except: client.except }) }];
      case 'unmeshedPods':
        return [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }];
      case 'namespace':
      case 'serviceAccount':
        return [];
    }
  });
  return [...new Map(networks.map((network) => [JSON.stringify(network), network])).values()];
}
