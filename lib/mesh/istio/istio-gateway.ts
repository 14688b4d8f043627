import type { IngressControllerFacts } from '../../fleet/network-facts';

/** Whether requests from outside come through a gateway of the mesh itself: of the class that Istio makes. */
export function isIstioGateway(controller: IngressControllerFacts | undefined): boolean {
  return controller?.className === 'istio' && controller.mesh !== undefined;
}
