import type { MeshProduct } from '../../fleet/mesh-facts';
import { consulMeasures } from './consul';
import type { MeshMeasures } from './indicator';
import { istioMeasures } from './istio';
import { linkerdMeasures } from './linkerd';

/** What meshes tell of the requests to a workload, sorted by name. Of a mesh that is not among them, objectives are refused. */
export const meshMeasures: Readonly<Partial<Record<MeshProduct, MeshMeasures>>> = {
  consul: consulMeasures,
  istio: istioMeasures,
  linkerd: linkerdMeasures,
};
