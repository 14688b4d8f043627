import type { Manifest } from '../../manifest/objects/manifest';
import { exposedPaths } from '../../model/exposure';
import { routeMetadata } from './route-metadata';
import type { ExposureModel } from './resolve-exposures';

/** The Ingress through which an ingress controller sends requests to a workload's Service. */
export function emitIngress({ exposure, controller, serviceName, port }: ExposureModel): Manifest {
  const { hosts, tls } = exposure;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: routeMetadata(exposure),
    spec: {
      ingressClassName: controller.className,
      rules: hosts.map((host) => ({
        host,
        http: {
          paths: exposedPaths(exposure).map((path) => ({
            path,
            pathType: 'Prefix',
            backend: { service: { name: serviceName, port: { number: port.servicePort } } },
          })),
        },
      })),
      ...(tls === undefined ? {} : { tls: [{ hosts, secretName: tls.secretName }] }),
    },
  };
}
