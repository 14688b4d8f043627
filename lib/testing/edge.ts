import { ManifestSet } from '../manifest/objects/manifest-set';
import { ConnectionSet } from '../reach/sets/connection-set';
import { parsePorts } from '../reach/sets/parse-ports';
import { reachability, type Reachability } from '../reach/questions/reachability';
import type { ReachabilityAnswer } from '../reach/questions/answer';
import { edgeRequests, formatRequests, type EdgeRequest } from './edge-request';
import type { Tree } from './tree';

/** A connection, as tests state it. */
export interface Edge extends EdgeRequest {
  /**
   * `namespace/name`, `Kind namespace/name`, `namespace/*`, an address, a CIDR range, `ingress-controller`, or
   * what policies name beside these: `api.stripe.com`, `*.stripe.com`, `entity:kube-apiserver` (of Cilium). May be left
   * out where an identity asks: then the mesh alone is asked, wherever the client is.
   */
  readonly from?: string;
  /** The same forms, but for `ingress-controller`. */
  readonly to: string;
  /**
   * Destination ports of the pods: `7070` (TCP), `'53/UDP'`, `'8000-8100'`, or several of these.
   *
   * @default every port of every protocol, or every TCP port over the mesh
   */
  readonly port?: number | string | readonly (number | string)[];
  /**
   * Who is asked: `network`, the policies that see packets; `mesh`, the proxies that see identities and requests.
   *
   * @default both, as in the cluster
   */
  readonly over?: 'network' | 'mesh';
  /** The client's identity in the mesh: `namespace/serviceAccount`, or `none`. @default that of its own pods */
  readonly identity?: string;
}

/** The ports of an edge. @throws for a port that is none */
export function edgePorts({ port, over }: Edge): ConnectionSet {
  if (port === undefined) return over === 'mesh' ? ConnectionSet.allOf('TCP') : ConnectionSet.all;
  const list = typeof port === 'number' || typeof port === 'string' ? [port] : port;
  return ConnectionSet.unionOf(
    list.map((each) => {
      const ports = parsePorts(String(each));
      if (ports === undefined) throw new Error(`port ${each}: write 8080, '53/UDP' or '8000-8100'`);
      return ports;
    }),
  );
}

/** `boutique/frontend → boutique/cart: TCP 7070 GET /cart`. */
export function formatEdge(edge: Edge): string {
  const { from = 'anyone', to, identity, over } = edge;
  const who = identity === undefined ? '' : ` as ${identity}`;
  const layer = over === undefined ? '' : ` over the ${over}`;
  return `${from}${who} → ${to}: ${edgePorts(edge).toString()}${formatRequests(edge)}${layer}`;
}

/** What a tree says about each request of an edge. */
export function answersFor(tree: Tree, edge: Edge): readonly ReachabilityAnswer[] {
  const { from, to, identity } = edge;
  if (from === undefined && identity === undefined) throw new Error('an edge needs "from", or an "identity"');
  const asked = treeReachability(tree, from === undefined ? 'mesh' : edge.over);
  return edgeRequests(edge).map((request) =>
    asked.between(from, to, { ...request, ...(identity === undefined ? {} : { identity }) }),
  );
}

/** What passes in a tree, with the ingress controllers and the mesh of its cluster. */
export function treeReachability({ cluster, manifests }: Tree, over?: Edge['over']): Reachability {
  const { network, mesh } = cluster;
  return reachability(new ManifestSet(manifests), {
    ingressControllers: network.ingressControllers,
    network,
    layer: over ?? 'both',
    ...(mesh && { mesh }),
  });
}
