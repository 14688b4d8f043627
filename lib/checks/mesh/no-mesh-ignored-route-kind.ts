import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';

/** The oldest definitions of the Gateway API of which Istio 1.30 reads a kind. */
const readByIstioFrom: Readonly<Record<string, number>> = { GRPCRoute: 1, BackendTLSPolicy: 4, TLSRoute: 5 };

/** A route is of a kind that the mesh reads, from the definitions that are installed. */
export const noMeshIgnoredRouteKind: Check = {
  id: 'no-mesh-ignored-route-kind',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server stores the route, and no proxy ever reads it. For an allow-list of egress that means: nothing is allowed, or everything is.',
  assumptions: ['Istio 1.30 and Linkerd 2.20, which read v1alpha2 of TCPRoute and TLSRoute'],
  kinds: ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'BackendTLSPolicy'].map((kind) => `gateway.networking.k8s.io/${kind}`),
  run: function* ({ manifest }, { cluster }) {
    const reason = reasonFor(manifest.kind, cluster);
    if (reason !== undefined) yield forbidden(Field.root(manifest).at('kind'), ...reason);
  },
};

function reasonFor(kind: string, { mesh, gatewayApi }: ClusterFacts): readonly [rule: string, fix: string] | undefined {
  if (mesh === undefined || gatewayApi === undefined) return undefined;
  const [major, minor] = gatewayApi.version.split('.').map(Number);
  if (major !== 1 || minor === undefined) return undefined;
  const standardFrom = (version: number): boolean => gatewayApi.channel === 'standard' && minor >= version;
  if (mesh.product === 'linkerd' && kind === 'TLSRoute' && standardFrom(5)) {
    return [
      'Linkerd reads v1alpha2, which the standard channel does not serve from 1.5 on',
      'install the experimental channel, or allow egress by HTTPRoute',
    ];
  }
  if (kind === 'TCPRoute' && mesh.product !== 'consul' && standardFrom(6)) {
    return [
      `${mesh.product} reads v1alpha2, which the standard channel does not serve from 1.6 on`,
      'install the experimental channel',
    ];
  }
  const oldest = mesh.product === 'istio' ? readByIstioFrom[kind] : undefined;
  if (oldest !== undefined && minor < oldest) {
    return [
      `Istio reads it from definitions of Gateway API 1.${oldest} on; ${gatewayApi.version} is installed`,
      'upgrade the definitions',
    ];
  }
  return undefined;
}
