import { ManifestSet, reachability, type RenderedCluster } from '../../../lib';
import type { ConnectionSet } from '../../../lib/reach/sets/connection-set';
import { enrolmentOf } from '../../../lib/reach/mesh/enrolment';

/** Where the servers of the shop listen. */
const servers = { 'shop/frontend': 8080, 'shop/cart': 9090, 'shop/canary': 9090, 'shop/store': 6379 } as const;

/** Clients that a case may let in, and neighbours of each that it must not: identities of the mesh. */
const members = [
  'shop/frontend',
  'shop/cart',
  'shop/canary',
  'shop/store',
  'vault/keys',
  'office/anyone',
  'gateways/gateway',
  'gateways/stranger',
  'monitoring/prometheus',
  'monitoring/stranger',
  'elsewhere/stranger',
] as const;

/** Clients without an identity: addresses outside the cluster. */
const addresses = ['192.168.1.1', '192.168.7.1', '10.0.0.1', '10.0.0.2', '203.0.113.7'] as const;

/** One client that a server of the shop lets in. */
export type OpenEdge = `${(typeof members)[number] | (typeof addresses)[number]} -> ${keyof typeof servers}`;

/** What the shop itself declares. */
export const shopEdges: readonly OpenEdge[] = ['shop/frontend -> shop/cart', 'shop/cart -> shop/store'];

/** Of what the restricted connections of the cases allow, and no probe asks for. */
const requests = [
  { method: 'GET', path: '/items' },
  { method: 'GET', path: '/items/1' },
] as const;

/**
 * Whom the mesh lets in at which server of the shop, were there no network policies. Servers outside the mesh are left out:
 * it has no say there.
 */
export function openEdges(rendered: RenderedCluster): ReadonlySet<OpenEdge> {
  const { manifests, cluster } = rendered;
  const { mesh } = cluster;
  const proof = reachability(new ManifestSet(manifests), { layer: 'mesh', ...(mesh === undefined ? {} : { mesh }) });
  const unenrolled = unenrolledWorkloads(rendered);
  const edges = serverNames
    .filter((server) => !unenrolled.includes(server))
    .flatMap((server) => {
      const isOpen = (ports: ConnectionSet) => ports.includesPort('TCP', servers[server]);
      // A member may have an address that a rule names: nothing in the tree says so.
      const clients = [
        ...members.filter((identity) =>
          requests.some((asked) => isOpen(proof.between(undefined, server, { ...asked, identity }).allowed)),
        ),
        ...addresses.filter((address) =>
          requests.some((asked) => isOpen(proof.between(address, server, asked).allowedForSome)),
        ),
      ];
      return clients.map((client): OpenEdge => `${client} -> ${server}`);
    });
  return new Set(edges);
}

/** Workloads of a tree whose pods are not part of its cluster's mesh. */
export function unenrolledWorkloads({ manifests, cluster: { mesh } }: RenderedCluster): string[] {
  const tree = new ManifestSet(manifests);
  return reachability(tree)
    .workloads.filter((workload) => enrolmentOf(workload, tree)?.product !== mesh?.product)
    .map(({ namespace, name }) => `${namespace}/${name}`);
}

const serverNames = ['shop/frontend', 'shop/cart', 'shop/canary', 'shop/store'] as const;
