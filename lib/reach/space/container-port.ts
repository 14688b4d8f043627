import { containerPortsOf } from '../../manifest/pods/container-ports';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { isProtocol, type Protocol } from '../sets/connection-set';

/** A port that a container of a pod declares, which a policy may name. */
export interface PodPort {
  /** `''` where the port has no name. */
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Ports of the containers that run as long as the pod does. */
export function portsOf(pod: PodTemplate): readonly PodPort[] {
  return containerPortsOf(pod).flatMap(({ name, containerPort: port, protocol }) =>
    isProtocol(protocol) && port >= 1 && port <= 65535 ? [{ name, port, protocol }] : [],
  );
}
