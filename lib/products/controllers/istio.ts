import type { Controller } from './controller';

/** Istio: its webhook labels the pods that it puts a proxy into. */
export const istioInjector: Controller = {
  labelsOnAnyPod: [
    'security.istio.io/tlsMode',
    'service.istio.io/canonical-name',
    'service.istio.io/canonical-revision',
  ],
};
