import type { ReferenceGrantSpec } from '../../../imports/gateway.networking.k8s.io';
import type { GatewayApiFacts } from '../../fleet/facts/gateway-api';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { ServiceDestination } from '../mesh-model';
import { gatewayApiAtLeast } from './at-least';

/** Lets the routes of a Service send requests to one of another namespace: without it they would be answered with an error. */
export function emitReferenceGrant(
  { service, namespace, workload }: ServiceDestination,
  route: { readonly service: string; readonly namespace: string; readonly kinds: readonly string[] },
  gatewayApi: GatewayApiFacts,
): Manifest {
  const spec: Plain<ReferenceGrantSpec> = {
    from: route.kinds.map((kind) => ({ group: 'gateway.networking.k8s.io', kind, namespace: route.namespace })),
    to: [{ group: '', kind: 'Service', name: service }],
  };
  return {
    apiVersion: `gateway.networking.k8s.io/${gatewayApiAtLeast(gatewayApi, 5) ? 'v1' : 'v1beta1'}`,
    kind: 'ReferenceGrant',
    metadata: {
      name: `${service}-from-${route.namespace}-${route.service}`,
      namespace,
      labels: { 'app.kubernetes.io/name': workload.name },
    },
    spec,
  };
}
