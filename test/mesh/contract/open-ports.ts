import type { Layer, RenderedCluster } from '../../../lib';
import { provedEdges } from '../../connectivity/proved-edges';

/** Where something may be refused: a cluster without a mesh has network policies alone. */
export function provenLayers({ cluster: { mesh } }: RenderedCluster): readonly Layer[] {
  return mesh === undefined ? ['network'] : ['network', 'mesh', 'both'];
}

/** The ports that workloads which are not of the shop itself open to each other: `caller -> api:8080`. */
export function openPorts({ manifests, cluster: { mesh } }: RenderedCluster, layer: Layer): string[] {
  return provedEdges(manifests, { layer, ...(mesh === undefined ? {} : { mesh }) }).flatMap((edge) => {
    const [, from, to, port] = /^shop\/(caller|api|fork) -> shop\/(caller|api|fork) : TCP (.+)$/.exec(edge) ?? [];
    return from === undefined || to === undefined ? [] : [`${from} -> ${to}:${port}`];
  });
}
