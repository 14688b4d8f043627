import { Port, WebService, type ConnectionOptions, type PortModel, type TrafficPolicy } from '../../../lib';
import type { MeshCase } from './mesh-case';
import type { Shop } from './shop';

/** Workloads with several ports, whose names and numbers differ from each other's, and headless Services. */
export function portCases(): MeshCase[] {
  return [...askedCases(), ...routedCases(), ...headlessCases()];
}

const api = [
  Port.http(8080),
  Port.http(9090, { name: 'admin', servicePort: 90 }),
  Port.http(9102, { name: 'metrics' }),
];

function askedCases(): MeshCase[] {
  const asked = (title: string, options: ConnectionOptions, ports: readonly number[]): MeshCase => ({
    title: `a client of a server with several ports that asks ${title}`,
    intent: 'connection.ports',
    besides: ['connection.from', 'connection.to'],
    security: true,
    declare: (shop) => void declareTrio(shop, { asked: options }),
    without: (shop) => void declareTrio(shop, { connected: false }),
    opens: ports.map((port) => `caller -> api:${port}`),
  });
  return [
    asked('for whatever it serves', {}, [8080, 9090]),
    asked('at one of them', { ports: ['admin'] }, [9090]),
    asked('at two of them', { ports: ['admin', 8080] }, [8080, 9090]),
    asked('at the one for metrics', { ports: ['metrics'] }, [9102]),
  ];
}

/** Where requests go on: by name and by number, to one that has other ports besides. */
const canaries: Readonly<
  Record<string, { readonly ports: readonly PortModel[]; readonly counterparts: Counterparts }>
> = {
  'ports of the same names': {
    ports: [Port.http(9090), Port.http(8080, { name: 'admin' })],
    counterparts: { 8080: 9090, 9090: 8080 },
  },
  'ports of other names': {
    ports: [Port.http(9090, { name: 'operations', servicePort: 90 }), Port.http(8080, { name: 'web' })],
    counterparts: { 8080: 8080, 9090: 9090 },
  },
  'more ports': {
    ports: [Port.tcp(5432, { name: 'wire' }), ...api],
    counterparts: { 8080: 8080, 9090: 9090 },
  },
};

interface Counterparts {
  readonly 8080: number;
  readonly 9090: number;
}

const fields: Readonly<Record<'split' | 'routes' | 'mirror', (fork: WebService) => TrafficPolicy>> = {
  split: (to) => ({ split: [{ to, weight: 10 }] }),
  routes: (to) => ({ routes: [{ match: { headers: { 'X-Canary': 'yes' } }, to }] }),
  mirror: (to) => ({ mirror: { to, percent: 100 } }),
};

function routedCases(): MeshCase[] {
  return Object.entries(canaries).flatMap(([name, { ports, counterparts }]) =>
    Object.entries(fields).flatMap(([field, policy]) =>
      (field === 'split' ? ([{}, { ports: ['admin'] }] as const) : ([{}] as const)).map((asked): MeshCase => {
        const numbers = 'ports' in asked ? ([9090] as const) : ([8080, 9090] as const);
        return {
          title: `${field} to a workload with ${name}, ${'ports' in asked ? 'asked at one port' : 'asked at all ports'}`,
          intent: `traffic.${field}`,
          besides: ['connection.ports'],
          security: false,
          declare: (shop, onUnsupported) => {
            const trio = declareTrio(shop, { asked, forkPorts: ports });
            trio.api.traffic.set(policy(trio.fork), { onUnsupported });
          },
          without: (shop) => void declareTrio(shop, { asked, forkPorts: ports }),
          opens: numbers.flatMap((port) => [`caller -> api:${port}`, `caller -> fork:${counterparts[port]}`]),
        };
      }),
    ),
  );
}

function headlessCases(): MeshCase[] {
  const opens = ['caller -> api:8080', 'caller -> api:9090'];
  const toFork = ['caller -> fork:8080', 'caller -> fork:9090'];
  return [
    {
      title: 'a client of a headless server with several ports',
      intent: 'connection.to',
      besides: ['connection.ports'],
      security: true,
      declare: (shop) => void declareTrio(shop, { headless: ['api'] }),
      without: (shop) => void declareTrio(shop, { headless: ['api'], connected: false }),
      opens,
    },
    ...Object.entries(fields).flatMap(([field, policy]) =>
      (['api', 'fork'] as const).map((headless): MeshCase => ({
        title: `${field} ${headless === 'api' ? 'of' : 'to'} a headless server with several ports`,
        intent: `traffic.${field}`,
        besides: ['traffic.*', 'connection.ports'],
        security: false,
        declare: (shop, onUnsupported) => {
          const trio = declareTrio(shop, { headless: [headless] });
          trio.api.traffic.set(policy(trio.fork), { onUnsupported });
        },
        without: (shop) => void declareTrio(shop, { headless: [headless] }),
        opens: [...opens, ...toFork],
      })),
    ),
  ];
}

interface TrioOptions {
  readonly asked?: ConnectionOptions;
  readonly connected?: boolean;
  readonly forkPorts?: readonly PortModel[];
  readonly headless?: readonly ('api' | 'fork')[];
}

/** A caller, the api that it asks, and a fork of the api: each with ports of its own, the api with one for metrics. */
function declareTrio(
  { chart }: Shop,
  { asked = {}, connected = true, forkPorts = api, headless = [] }: TrioOptions,
): { readonly api: WebService; readonly fork: WebService } {
  const declare = (id: 'caller' | 'api' | 'fork', ports: readonly PortModel[]): WebService =>
    new WebService(chart, id, {
      image: `registry.example/${id}:1.0.0`,
      ports,
      probes: { readiness: { tcpSocket: {} } },
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      ...(ports.includes(api[2] ?? Port.http(1)) ? { metrics: { port: 9102 } } : {}),
      ...(headless.some((name) => name === id) ? { service: { spec: { clusterIP: 'None' } } } : {}),
    });
  const trio = {
    caller: declare('caller', [Port.http(80, { name: 'web' })]),
    api: declare('api', api),
    fork: declare('fork', forkPorts),
  };
  if (connected) trio.caller.connections.allowTo(trio.api, asked);
  return trio;
}
