import type { MeshProduct } from '../fleet/mesh-facts';
import { consulRecord } from './consul';
import { istioRecord } from './istio';
import { linkerdRecord } from './linkerd';
import type { MeshRecord } from './mesh-product';

/** What is known of each mesh, sorted by name. */
export const meshRecords = {
  consul: consulRecord,
  istio: istioRecord,
  linkerd: linkerdRecord,
} satisfies Readonly<Record<MeshProduct, MeshRecord>>;

/** The same, one after the other. */
export const allMeshRecords: readonly MeshRecord[] = Object.values(meshRecords);
