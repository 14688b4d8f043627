import type { Manifest } from '../../manifest/objects/manifest';
import { exposedPaths } from '../../model/exposure';
import { routeMetadata } from './route-metadata';
import type { ExposureModel } from './resolve-exposures';

/** The HTTPRoute or GRPCRoute that attaches a workload's Service to the cluster's Gateway. */
export function emitGatewayRoute({ exposure, controller, serviceName, port }: ExposureModel): Manifest {
  const { hosts, tls } = exposure;
  const grpc = port.application === 'grpc';
  const backendRefs = [{ name: serviceName, port: port.servicePort }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: grpc ? 'GRPCRoute' : 'HTTPRoute',
    metadata: routeMetadata(exposure),
    spec: {
      parentRefs:
        controller.gateway === undefined
          ? []
          : [
              {
                name: controller.gateway.name,
                namespace: controller.gateway.namespace,
                ...(tls === undefined || controller.gateway.tlsListener === undefined
                  ? {}
                  : { sectionName: controller.gateway.tlsListener }),
              },
            ],
      hostnames: hosts,
      rules: [
        grpc
          ? { backendRefs }
          : {
              matches: exposedPaths(exposure).map((path) => ({ path: { type: 'PathPrefix', value: path } })),
              backendRefs,
            },
      ],
    },
  };
}
