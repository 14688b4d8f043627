import { ManifestSet } from '../manifest/manifest-set';
import { ConnectionSet } from '../reach/connection-set';
import { parsePorts } from '../reach/parse-ports';
import { reachability, type Reachability } from '../reach/reachability';
import type { Tree } from './tree';

/** A connection, as tests state it. */
export interface Edge {
  /** `namespace/name`, `Kind namespace/name`, `namespace/*`, an address, a CIDR range, or `ingress-controller`. */
  readonly from: string;
  /** The same forms, but for `ingress-controller`. */
  readonly to: string;
  /**
   * Destination ports of the pods: `7070` (TCP), `'53/UDP'`, `'8000-8100'`, or several of these.
   *
   * @default every port of every protocol
   */
  readonly port?: number | string | readonly (number | string)[];
}

/** The ports of an edge. @throws for a port that is none */
export function edgePorts({ port }: Edge): ConnectionSet {
  if (port === undefined) return ConnectionSet.all;
  const list = typeof port === 'number' || typeof port === 'string' ? [port] : port;
  return ConnectionSet.unionOf(
    list.map((each) => {
      const ports = parsePorts(String(each));
      if (ports === undefined) throw new Error(`port ${each}: write 8080, '53/UDP' or '8000-8100'`);
      return ports;
    }),
  );
}

/** `boutique/frontend → boutique/cart: TCP 7070`. */
export function formatEdge(edge: Edge): string {
  return `${edge.from} → ${edge.to}: ${edgePorts(edge).toString()}`;
}

/** What the policies of a tree let through, with the ingress controllers of its cluster. */
export function treeReachability({ cluster, manifests }: Tree): Reachability {
  const { ingressControllers } = cluster.network;
  return reachability(new ManifestSet(manifests), { ingressControllers, ...(cluster.mesh && { mesh: cluster.mesh }) });
}
