import type { MeshProduct } from '../../fleet/mesh-facts';
import { consulMeasures } from './consul';
import type { MeshMeasures } from './indicator';
import { istioMeasures } from './istio';
import { linkerdMeasures } from './linkerd';

/** What each mesh tells of the requests to a workload, sorted by name. */
export const meshMeasures = {
  consul: consulMeasures,
  istio: istioMeasures,
  linkerd: linkerdMeasures,
} satisfies Readonly<Record<MeshProduct, MeshMeasures>>;
