import {
  ClusterChart,
  ExternalService,
  Peers,
  Port,
  type ConnectionOptions,
  type ExternalServiceProps,
  type Peer,
} from '../../../lib';
import type { MeshCase } from './mesh-case';
import type { OpenEdge } from './open-edges';
import { service, type Shop } from './shop';

/** Who may ask whom for what: every kind of peer at each end, every restriction of a connection. */
export function connectionCases(): MeshCase[] {
  return [...clientCases(), ...serverCases(), ...restrictionCases(), ...externalCases(), ...isolationCases()].map(
    (each) => ({ letsIn: [], ...each }),
  );
}

type ExternalPort = NonNullable<ExternalServiceProps['ports']>[number];

/** Monitoring's own pods, as something else of the platform. */
const adapter = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
  mesh: { serviceAccountName: 'prometheus' },
};

/** Peers that can be a client of a workload; the others are only ever asked. */
const clients: Readonly<Record<Exclude<Peer['type'], 'external' | 'dns'>, (shop: Shop) => Peer | Shop['cart']>> = {
  workload: ({ store }) => store,
  namespace: () => Peers.namespace('office'),
  namespaces: () => Peers.namespaces({ team: 'office' }),
  cidr: () => Peers.cidr('192.168.0.0/16', { except: ['192.168.7.0/24'] }),
  apiServer: () => Peers.apiServer(),
  ingress: () => Peers.ingress('public'),
  monitoring: () => Peers.monitoring(),
  platform: () => Peers.platform('an adapter', adapter),
  remoteWorkload: () => Peers.remoteWorkload('prod-use1', 'shop', 'frontend'),
};

const clientEdges: Readonly<Partial<Record<string, readonly OpenEdge[]>>> = {
  workload: ['shop/store -> shop/cart'],
  namespace: ['office/anyone -> shop/cart'],
  cidr: ['192.168.1.1 -> shop/cart'],
  apiServer: ['10.0.0.1 -> shop/cart'],
  ingress: ['gateways/gateway -> shop/cart'],
  monitoring: ['monitoring/prometheus -> shop/cart'],
  platform: ['monitoring/prometheus -> shop/cart'],
};

function clientCases(): MeshCase[] {
  return Object.entries(clients).map(([type, peer]): MeshCase => ({
    title: `a client that is a ${type}`,
    intent: 'connection.from',
    // For those without an identity, a port takes unencrypted requests.
    ...(withoutIdentity.includes(type) ? { besides: ['mesh.permissivePorts'] } : {}),
    security: true,
    declare: (shop) => {
      takeClientsOf(type, shop);
      shop.cart.connections.allowFrom(peer(shop));
    },
    without: (shop) => takeClientsOf(type, shop),
    letsIn: clientEdges[type] ?? [],
  }));
}

const withoutIdentity = ['cidr', 'apiServer'];

/** Addresses have no identity: for them, the port says that it takes unencrypted requests. */
function takeClientsOf(type: string, { cart }: Shop): void {
  if (withoutIdentity.includes(type)) cart.workload.mesh({ permissivePorts: [9090] });
}

const servers: Readonly<Record<Exclude<Peer['type'], 'external'>, (shop: Shop) => Peer | Shop['cart']>> = {
  workload: ({ canary }) => canary,
  namespace: () => Peers.namespace('office'),
  namespaces: () => Peers.namespaces({ team: 'office' }),
  cidr: () => Peers.cidr('192.168.0.0/16'),
  apiServer: () => Peers.apiServer(),
  dns: () => Peers.dns(),
  ingress: () => Peers.ingress('public'),
  monitoring: () => Peers.monitoring(),
  platform: () => Peers.platform('an adapter', adapter),
  remoteWorkload: () => Peers.remoteWorkload('prod-use1', 'shop', 'cart'),
};

function serverCases(): MeshCase[] {
  return Object.entries(servers).map(([type, peer]) => ({
    title: `a server that is a ${type}`,
    intent: 'connection.to',
    security: true,
    // Every network policy lets pods ask DNS.
    ...(type === 'dns' ? { holds: 'everywhere' } : {}),
    declare: (shop) => shop.frontend.connections.allowTo(peer(shop), type === 'cidr' ? { ports: [8443] } : {}),
    letsIn: type === 'workload' ? ['shop/frontend -> shop/canary'] : [],
  }));
}

const restrictions: Readonly<Record<string, ConnectionOptions>> = {
  'a method': { http: [{ methods: ['GET'] }] },
  'an exact path': { http: [{ paths: ['/items'] }] },
  'everything below a path': { http: [{ paths: ['/items/*'] }] },
  'two rules of methods and paths': {
    http: [
      { methods: ['GET'], paths: ['/items', '/items/*'] },
      { methods: ['POST', 'PUT'], paths: ['/orders'] },
    ],
  },
  'a range of ports': { ports: [{ protocol: 'TCP', port: 9090, endPort: 9093 }] },
};

function restrictionCases(): MeshCase[] {
  return [
    ...Object.entries(restrictions).map(([name, options]): MeshCase => ({
      title: `a connection restricted to ${name}`,
      intent: options.http === undefined ? 'connection.ports' : 'connection.http',
      security: true,
      declare: ({ canary, cart }) => canary.connections.allowTo(cart, options),
      without: ({ canary, cart }) => canary.connections.allowTo(cart),
      letsIn: ['shop/canary -> shop/cart'],
    })),
    {
      title: 'a connection restricted to a method of a server that does not speak HTTP',
      intent: 'connection.http',
      security: true,
      impossible: true,
      declare: ({ canary, store }) => canary.connections.allowTo(store, { http: [{ methods: ['GET'] }] }),
    },
    {
      title: 'a connection restricted to a method of a server outside the mesh',
      intent: 'connection.http',
      security: true,
      impossible: true,
      declare: ({ frontend, canary }) => {
        canary.workload.mesh({ enrolled: false });
        frontend.connections.allowTo(canary, { http: [{ methods: ['GET'] }] });
      },
    },
    {
      title: 'a connection restricted to a method of a server that everybody may ask',
      intent: 'connection.http',
      security: true,
      impossible: true,
      declare: ({ cluster, frontend }) => {
        const open = new ClusterChart(cluster, 'open', { namespace: { name: 'open', isolated: false } });
        frontend.connections.allowTo(service(open, 'board', Port.http(8080)), { http: [{ methods: ['GET'] }] });
      },
    },
  ];
}

const externalPorts: {
  readonly [Application in ExternalPort['application']]: ExternalPort & { readonly application: Application };
} = {
  http: { name: 'http', port: 80, application: 'http' },
  https: { name: 'https', port: 443, application: 'https' },
  grpc: { name: 'grpc', port: 8443, application: 'grpc' },
  tls: { name: 'tls', port: 443, application: 'tls' },
  tcp: { name: 'tcp', port: 5432, application: 'tcp' },
};

function externalCases(): MeshCase[] {
  return [
    ...Object.values(externalPorts).map((port) =>
      externalCase(`an external service that speaks ${port.application}`, {
        hosts: ['api.partner.example'],
        ports: [port],
        cidrs: ['203.0.113.0/24'],
      }),
    ),
    externalCase('external services under a wildcard', { hosts: ['*.partner.example'], cidrs: ['203.0.113.0/24'] }),
  ];
}

function externalCase(title: string, props: ExternalServiceProps): MeshCase {
  return {
    title,
    intent: 'connection.to',
    security: true,
    declare: ({ chart, frontend }) => frontend.connections.allowTo(new ExternalService(chart, 'partner', props).peer),
  };
}

/** Whether a namespace refuses what no connection declares. */
function isolationCases(): MeshCase[] {
  const vault = ({ cluster }: Shop, isolated: boolean) =>
    service(new ClusterChart(cluster, 'vault', { namespace: { name: 'vault', isolated } }), 'keys', Port.http(8200));
  return [
    {
      title: 'a namespace that is isolated',
      intent: 'namespace.isolated',
      security: true,
      declare: (shop) => vault(shop, true),
      without: (shop) => vault(shop, false),
    },
    {
      title: 'a client in another namespace',
      intent: 'connection.from',
      security: true,
      declare: (shop) => vault(shop, true).connections.allowTo(shop.cart),
      without: (shop) => vault(shop, true),
      letsIn: ['vault/keys -> shop/cart'],
    },
    {
      title: 'a workload that is reached from outside',
      intent: 'exposure',
      security: true,
      declare: ({ frontend }) => frontend.workload.expose({ hosts: ['shop.example'], className: 'public' }),
      letsIn: ['gateways/gateway -> shop/frontend'],
    },
  ];
}
