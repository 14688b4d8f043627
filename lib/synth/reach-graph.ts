import { ManifestSet } from '../manifest/objects/manifest-set';
import { reachability } from '../reach/questions/reachability';
import { formatReachAsSvg } from '../report/reach/format-svg';
import type { RenderedCluster } from './render-cluster';

/** A picture of what the policies of a rendered cluster allow, as SVG. */
export function drawReachGraph({ cluster, manifests }: RenderedCluster): string {
  const { mesh, network } = cluster;
  const { ingressControllers } = network;
  const reached = reachability(new ManifestSet(manifests), { ingressControllers, network, ...(mesh && { mesh }) });
  return formatReachAsSvg({ connections: reached.connections(), assumptions: reached.assumptions });
}
