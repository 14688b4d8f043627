import { meshRecords } from '../../products/mesh-records';
import type { MeshLayer } from './mesh-layer';

/** A client's way into the mesh: a workload by its position, or something that the manifests do not contain. */
export type ClientPosition = number | 'elsewhere';

/**
 * The port to which packets go in place of the workload's, between two pods of a mesh: what network policies see.
 * Undefined where they see the workload's own.
 */
export function tunnelPort(mesh: MeshLayer, client: ClientPosition, server: number): number | undefined {
  const target = mesh.enrolment(server);
  const source = client === 'elsewhere' ? target : mesh.enrolment(client);
  if (target === undefined || source?.product !== target.product) return undefined;
  return meshRecords[target.product].tunnelPort(source.mode, target.mode);
}
