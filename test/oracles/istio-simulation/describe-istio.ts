import { isIstioAtHand } from './istio-simulation';

/** A suite that asks istiod; skipped where nothing at hand can. */
export const describeIstio = isIstioAtHand ? describe : describe.skip;
