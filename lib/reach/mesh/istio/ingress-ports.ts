import { subtractIntervals, uniteIntervals, type PortIntervals, noPorts } from '../../sets/port-intervals';
import { everyClient } from '../client-match';
import type { MeshRoute } from '../mesh-policy';
import { anyRequest, withCondition } from '../request-match';
import { listenerProtocol } from './port-protocol';
import type { IngressListener, IstioSidecar } from './sidecar-scope';

/** Ports of a pod as the ingress listeners of its Sidecar have them. */
export interface IngressPorts {
  /** Of which bytes alone are seen. */
  readonly tcp: PortIntervals;
  /** What arrives there goes to another port or process, or is decrypted otherwise than the mesh encrypts. */
  readonly elsewhere: PortIntervals;
}

/** What a Sidecar makes of the ports of its pods; undefined where their Services say it. */
export function ingressPorts(sidecar: IstioSidecar | undefined): IngressPorts | undefined {
  if (sidecar === undefined || sidecar.ingress.length === 0) return undefined;
  const portsOf = (holds: (listener: IngressListener) => boolean): PortIntervals =>
    sidecar.ingress
      .filter(holds)
      .reduce<PortIntervals>((ports, { port }) => uniteIntervals(ports, [{ from: port, to: port }]), noPorts);
  const elsewhere = portsOf(({ isPlain }) => !isPlain);
  return {
    tcp: subtractIntervals(
      portsOf(({ protocol }) => listenerProtocol(protocol) === 'tcp'),
      elsewhere,
    ),
    elsewhere,
  };
}

/** The way to ports of which the tree does not say what becomes of requests: nothing is proved of them. */
export function routeElsewhere(ports: PortIntervals, { name }: IstioSidecar): MeshRoute {
  const when = `${name} spec.ingress sends what arrives there to something that refuses it`;
  return {
    ports,
    clients: 'all',
    checkpoints: [
      {
        rules: [
          {
            name: `${name} spec.ingress`,
            verdict: 'Deny',
            clients: everyClient,
            ports,
            request: withCondition(anyRequest, when),
          },
        ],
        otherwise: { verdict: 'Allow', reason: `${name} spec.ingress` },
      },
    ],
  };
}
