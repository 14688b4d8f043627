import type { MeshFacts } from '../fleet/mesh-facts';
import type { NamespaceMarker } from './mesh-product';
import { meshRecords } from './mesh-records';

/** The marker of a cluster's mesh; nothing where there is no mesh, or where only pods can say that they take part. */
export function meshNamespaceMarker(mesh: MeshFacts | undefined): NamespaceMarker {
  const said = mesh === undefined ? {} : meshRecords[mesh.product].namespaceMarker?.(mesh);
  return { labels: {}, annotations: {}, ...said };
}
