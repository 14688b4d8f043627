// cdk8s-blueprints/istio: Istio with sidecars and in ambient mode
export { istio, type IstioFacts, type IstioOptions } from '../../fleet/istio';
export { istioAmbientBackend } from './ambient/ambient-backend';
export { istioSidecarBackend } from './sidecar-backend';
