import type { Connection } from '../../model/connection';
import type { ExposureModel } from './resolve-exposures';

/** The connection that an exposure stands for: from the controller's pods to the container port behind the Service. */
export function exposureConnection({ exposure, controller, port }: ExposureModel): Connection {
  return {
    from: { type: 'ingress', className: controller.className },
    to: { type: 'workload', workload: exposure.workload },
    ports: [{ protocol: port.protocol, port: port.containerPort }],
    origin: exposure.origin,
  };
}
