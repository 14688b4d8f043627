import type { GrpcRouteSpec, HttpRouteSpec, TlsRouteV1Alpha2Spec } from '../../../imports/gateway.networking.k8s.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { outside } from './egress-network';
import type { EgressRouteModel } from './resolve-egress';

type Spec = Plain<HttpRouteSpec> & Plain<GrpcRouteSpec> & Plain<TlsRouteV1Alpha2Spec>;

/** Lets what pods of a namespace ask of a host outside the cluster through, on one port. */
export function emitEgressRoute(namespace: string, { service, port, kind }: EgressRouteModel): Manifest {
  const network = { group: 'policy.linkerd.io', kind: 'EgressNetwork', name: outside };
  const spec: Spec = {
    parentRefs: [{ ...network, port: port.port }],
    hostnames: service.hosts,
    rules: [{ backendRefs: [network] }],
  };
  const owner = service.namespace === namespace ? service.name : `${service.namespace}-${service.name}`;
  return {
    apiVersion: `gateway.networking.k8s.io/${kind === 'TLSRoute' ? 'v1alpha2' : 'v1'}`,
    kind,
    metadata: { name: `${outside}-${owner}-${port.name}`, namespace },
    spec,
  };
}
