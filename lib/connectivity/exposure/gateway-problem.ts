import type { IngressControllerFacts } from '../../fleet/network-facts';
import { exposedPaths, type ExposedWorkload } from '../../model/exposure';
import type { PortModel } from '../../model/port-model';

/** Why a Gateway cannot expose a workload as it was declared; undefined where it can. */
export function gatewayProblem(
  exposure: ExposedWorkload,
  { className, gateway }: IngressControllerFacts,
  { application }: PortModel,
) {
  const { tls } = exposure;
  const path = exposedPaths(exposure).find((each) => each !== '/');
  if (gateway === undefined)
    return {
      path: 'className',
      message: `Required value: the Gateway that routes of class "${className}" attach to`,
      fix: 'name it among the cluster’s facts: network.ingressControllers[].gateway',
    };
  if (tls !== undefined && gateway.tlsListener === undefined)
    return {
      path: 'tls',
      message: `Required value: the listener of Gateway ${gateway.namespace}/${gateway.name} that ends TLS: a route that names none is served by all of them, unencrypted too`,
      fix: 'name it among the cluster’s facts: network.ingressControllers[].gateway.tlsListener',
    };
  if (application === 'grpc' && path !== undefined)
    return {
      path: 'path',
      message: `Forbidden: "${path}": a GRPCRoute leads to a port by host alone`,
      fix: 'leave "path" out, or expose the port through an Ingress',
    };
  return undefined;
}
