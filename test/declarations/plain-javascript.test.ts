import { runInNewContext } from 'node:vm';
import { Duration } from 'cdk8s';
import {
  BatchJob,
  cniFacts,
  ClusterChart,
  Config,
  Environment,
  ExternalService,
  Fleet,
  istio,
  MeshConfiguration,
  NetworkGuardRail,
  NodeAgent,
  Peers,
  Port,
  ScheduledJob,
  Settings,
  SynthError,
  WebService,
  Worker,
} from '../../lib';
import { exampleCluster, renderChart } from '../example-fleet';
import { rejection } from '../rejection';

/** Programs in JavaScript say what they like: the compiler is not asked. */
function untyped(value: unknown): never {
  return value as never;
}

const image = 'registry.example/web:1';
const http = Port.http(8080);
const service = (chart: ClusterChart, props: object = {}) =>
  new WebService(chart, 'web', untyped({ image, port: http, ...props }));
const worker = (chart: ClusterChart, props: object) => new Worker(chart, 'web', untyped({ image, ...props }));
const web = 'WebService shop/web';
const work = 'Worker shop/web';

type Case = readonly [
  what: string,
  declare: (chart: ClusterChart) => unknown,
  declared: string,
  path: string,
  message: string,
  fix: string,
];

const unknownFields: readonly Case[] = [
  [
    'a prop',
    (chart) => service(chart, { replcias: 3 }),
    web,
    'replcias',
    'unknown field; did you mean',
    'write "replicas"',
  ],
  [
    'a prop that is none',
    (chart) => service(chart, { teamOfTheShop: 'a' }),
    web,
    'teamOfTheShop',
    'unknown field; known are',
    'leave "teamOfTheShop" out',
  ],
  [
    'a group of probes',
    (chart) => worker(chart, { probes: { readyness: {} } }),
    work,
    'probes.readyness',
    'unknown field',
    'write "readiness"',
  ],
  [
    'a field of a probe',
    (chart) => service(chart, { probes: { readiness: { httpGet: { pth: '/' } } } }),
    web,
    'probes.readiness.httpGet.pth',
    'unknown field',
    'leave "pth" out',
  ],
  [
    'the timing of a probe',
    (chart) => service(chart, { probes: { readiness: { tcpSocket: {}, periodSeconds: 5 } } }),
    web,
    'probes.readiness.periodSeconds',
    'unknown field',
    'leave "periodSeconds" out',
  ],
  [
    'a field of a port',
    (chart) => service(chart, { port: { ...http, portt: 1 } }),
    web,
    'port.portt',
    'unknown field',
    'leave',
  ],
  [
    'metrics',
    (chart) => service(chart, { metrics: { port: 8080, pat: '/' } }),
    web,
    'metrics.pat',
    'unknown field',
    'write \"path\"',
  ],
  [
    'a service account',
    (chart) => service(chart, { serviceAccount: { automount: true } }),
    web,
    'serviceAccount.automount',
    'unknown field',
    'write \"automountToken\"',
  ],
  [
    'the history of a job',
    (chart) => new ScheduledJob(chart, 'web', untyped({ image, schedule: '0 0 * * *', history: { succesful: 1 } })),
    'ScheduledJob shop/web',
    'history.succesful',
    'unknown field',
    'write "successful"',
  ],
  [
    'a job',
    (chart) => new BatchJob(chart, 'web', untyped({ image, replicas: 1 })),
    'BatchJob shop/web',
    'replicas',
    'unknown field',
    'leave',
  ],
  [
    'an agent',
    (chart) =>
      new NodeAgent(chart, 'web', untyped({ image, hostPaths: { logs: { path: '/var/log', writeable: true } } })),
    'NodeAgent shop/web',
    'hostPaths.logs.writeable',
    'unknown field',
    'write "writable"',
  ],
  [
    'a Config',
    (chart) => new Config(chart, 'web', untyped({ dta: {} })),
    'Config shop/web',
    'dta',
    'unknown field',
    'leave',
  ],
  [
    'an ExternalService',
    (chart) => new ExternalService(chart, 'web', untyped({ host: ['a.example'] })),
    'ExternalService shop/web',
    'host',
    'unknown field',
    'write "hosts"',
  ],
  [
    'a guard rail',
    (chart) => new NetworkGuardRail(chart, 'web', untyped({ priority: 1, egress: [{ action: 'Deny', peer: [] }] })),
    'NetworkGuardRail shop/web',
    'egress[0].peer',
    'unknown field',
    'write "peers"',
  ],
  [
    'the settings of a mesh',
    (chart) => new MeshConfiguration(chart, 'web', untyped({ tracing: { percnt: 1 } })),
    'MeshConfiguration shop/web',
    'tracing.percnt',
    'unknown field',
    'write "percent"',
  ],
  [
    'a connection',
    (chart) => service(chart).connections.allowFrom(Peers.anywhere(), untyped({ port: 'http' })),
    'Connection 0.0.0.0/0 → shop/web',
    'port',
    'unknown field',
    'write "ports"',
  ],
  [
    'an HTTP rule',
    (chart) => service(chart).connections.allowFrom(Peers.anywhere(), untyped({ http: [{ path: ['/'] }] })),
    'Connection 0.0.0.0/0 → shop/web',
    'http[0].path',
    'unknown field',
    'write "paths"',
  ],
  [
    'an exposure',
    (chart) => service(chart).expose(untyped({ hosts: ['a.example'], tls: { secret: 'a' } })),
    'Workload shop/web',
    'expose.tls.secret',
    'unknown field',
    'write "secretName"',
  ],
  [
    'a mesh policy',
    (chart) => service(chart).mesh(untyped({ proxyResources: { request: {} } })),
    'Workload shop/web',
    'mesh.proxyResources.request',
    'unknown field',
    'write "requests"',
  ],
  [
    'a traffic policy',
    (chart) => service(chart).traffic.set(untyped({ retries: { attempt: 1, on: ['5xx'] } })),
    'Workload shop/web',
    'traffic.retries.attempt',
    'unknown field',
    'write "attempts"',
  ],
  [
    'a chart',
    (chart) => new ClusterChart(chart, 'other', untyped({ namespace: { name: 'a', podSecurty: 'baseline' } })),
    'ClusterChart other',
    'namespace.podSecurty',
    'unknown field',
    'write "podSecurity"',
  ],
  [
    'an environment',
    () => new Environment('prod', untyped({ teir: 'production' })),
    'Environment prod',
    'teir',
    'unknown field',
    'write "tier"',
  ],
  [
    'settings',
    () => new Settings(untyped({ base: {}, enviroments: {} })),
    'Settings',
    'enviroments',
    'unknown field',
    'write "environments"',
  ],
  [
    'a mesh',
    () => istio(untyped({ version: '1.30', revison: 'a' })),
    'istio',
    'revison',
    'unknown field',
    'write "revision"',
  ],
  ['a plugin', () => cniFacts('cilium', untyped({ stcp: true })), 'cniFacts', 'stcp', 'unknown field', 'write "sctp"'],
  [
    'a fleet',
    () => new Fleet(untyped({ cluster: exampleCluster() })),
    'Fleet',
    'cluster',
    'unknown field',
    'write "clusters"',
  ],
  [
    'the checks of a fleet',
    () => new Fleet(untyped({ clusters: [exampleCluster()], checks: { profil: 'baseline' } })),
    'Fleet',
    'checks.profil',
    'unknown field',
    'write "profile"',
  ],
  [
    'a patch',
    (chart) => chart.patch(untyped({ kid: 'Deployment', name: 'web' })),
    'ClusterChart shop',
    'patch.kid',
    'unknown field',
    'leave',
  ],
];

const wrongValues: readonly Case[] = [
  [
    'a number in quotes',
    (chart) => service(chart, { replicas: '3' }),
    web,
    'replicas',
    'Invalid value: "3": must be a whole number',
    'write 3, without quotes',
  ],
  [
    'a negative number',
    (chart) => service(chart, { replicas: -1 }),
    web,
    'replicas',
    'Invalid value: -1: must be at least 0',
    'write',
  ],
  [
    'a number for a port',
    (chart) => new WebService(chart, 'web', untyped({ image, port: 8080 })),
    web,
    'port',
    'Invalid value: 8080: must be a port',
    'write Port.http(8080)',
  ],
  [
    'a number for a duration',
    (chart) => service(chart, { terminationGracePeriod: 30 }),
    web,
    'terminationGracePeriod',
    'Invalid value: 30: must be a Duration',
    'write Duration.seconds(30)',
  ],
  [
    'a number for a drain',
    (chart) => service(chart, { drain: 5 }),
    web,
    'drain',
    'Invalid value: 5: must be a Duration',
    'write Duration.seconds(5)',
  ],
  [
    'a number for a timeout',
    (chart) => service(chart).traffic.set(untyped({ timeout: 2 })),
    'Workload shop/web',
    'traffic.timeout',
    'Invalid value: 2: must be a Duration',
    'write Duration.seconds(2)',
  ],
  [
    'a number for a period',
    (chart) => service(chart, { probes: { liveness: { tcpSocket: {}, period: 5 } } }),
    web,
    'probes.liveness.period',
    'Invalid value: 5: must be a Duration',
    'write Duration.seconds(5)',
  ],
  [
    'a condition in capitals',
    (chart) => service(chart).traffic.set(untyped({ retries: { attempts: 1, on: ['5XX'] } })),
    'Workload shop/web',
    'traffic.retries.on[0]',
    'Unsupported value: "5XX"',
    'write "5xx"',
  ],
  [
    'two handlers',
    (chart) => service(chart, { probes: { liveness: { tcpSocket: {}, grpc: {} } } }),
    web,
    'probes.liveness.tcpSocket',
    'Forbidden: grpc and tcpSocket exclude each other',
    'leave all but one',
  ],
  [
    'no handler',
    (chart) => service(chart, { probes: { liveness: { period: Duration.seconds(1) } } }),
    web,
    'probes.liveness',
    'Required value: one of httpGet',
    'say one of',
  ],
  [
    'a Config for its use',
    (chart) => service(chart, { config: [new Config(chart, 'c', { data: {} })] }),
    web,
    'config[0]',
    'Invalid value: a Config',
    "write config.mount('/etc/…')",
  ],
  ['no image', (chart) => new Worker(chart, 'web', untyped({})), work, 'image', 'Required value', 'say "image"'],
  [
    'no props',
    (chart) => new Worker(chart, 'web', untyped(undefined)),
    work,
    '',
    'Required value: must be a map',
    'write a map: { image: … }',
  ],
  [
    'the options of a port',
    () => Port.http(8080, untyped(80)),
    'Port.http',
    '',
    'Invalid value: 80: must be a map',
    'write a map',
  ],
  [
    'a port in quotes',
    () => Port.grpc(untyped('8080')),
    'Port.grpc',
    'containerPort',
    'Invalid value: "8080": must be between',
    'write 8080, without quotes',
  ],
  [
    'a chart with the name of its namespace',
    (chart) => new ClusterChart(chart, 'k', untyped('x')),
    'ClusterChart k',
    '',
    'Invalid value: "x": must be a map',
    "write { namespace: 'x' }",
  ],
  [
    'a chart outside of a tree',
    () => new ClusterChart(untyped(exampleCluster()), 'k', { namespace: 'x' }),
    'ClusterChart k',
    'scope',
    'Invalid value: must be what deploy is called with',
    'write fleet.deploy(',
  ],
  [
    'a mesh by its name',
    () => exampleCluster(untyped({ mesh: 'istio' })),
    'Cluster test',
    'mesh',
    'Invalid value: "istio": must be what its function says',
    'write istio({ version:',
  ],
  [
    'clusters that are none',
    () => new Fleet(untyped({ clusters: ['prod'] })),
    'Fleet',
    'clusters[0]',
    'Invalid value: "prod": must be a Cluster',
    "write new Cluster('prod-euw1'",
  ],
  [
    'a share that is no workload',
    (chart) => service(chart).traffic.set(untyped({ split: [{ to: 'cart', weight: 5 }] })),
    'Workload shop/web',
    'traffic.split[0].to',
    'Invalid value: "cart": must be a blueprint',
    'name a blueprint',
  ],
  [
    'a word that there is not',
    (chart) => new ScheduledJob(chart, 'web', untyped({ image, schedule: '0 0 * * *', concurrencyPolicy: 'forbid' })),
    'ScheduledJob shop/web',
    'concurrencyPolicy',
    'Unsupported value: "forbid"',
    'write "Forbid"',
  ],
  [
    'a deployment that is none',
    () => new Fleet({ clusters: [exampleCluster()] }).deploy(untyped('shop')),
    'Fleet',
    'deploy',
    'Invalid value: "shop": must be a function',
    'write deploy(',
  ],
  [
    'a fleet that deploys nothing',
    () => new Fleet({ clusters: [exampleCluster()] }).synth(),
    'Fleet',
    'deploy',
    'Required value: nothing is deployed',
    'call fleet.deploy(',
  ],
];

test.each([...unknownFields, ...wrongValues])(
  'plain JavaScript is told of %s, where it stands, and what to write instead',
  (_, declare, declared, path, message, fix) => {
    const call = () => renderChart(declare);
    expect(call).toThrow(SynthError);
    expect(call).toThrow(rejection(declared, path, message));
    expect(call).toThrow(`\n  fix:  ${fix}`);
  },
);

test('an error of a declaration shows the lines of the program, and none of the library', () => {
  const lines = (declare: () => unknown): readonly string[] => {
    try {
      declare();
    } catch (error) {
      return (error instanceof Error ? (error.stack ?? '') : '')
        .split('\n')
        .filter((line) => line.startsWith('    at '));
    }
    return [];
  };
  const [first = '', ...others] = lines(() => Port.http(0));
  expect(first).toContain('plain-javascript.test.ts');
  expect([first, ...others].filter((line) => /\/lib\/|node_modules|node:/.test(line))).toEqual([]);
});

test('an error of a declaration is a finding, as checks have them', () => {
  const find = () => {
    try {
      renderChart((chart) => service(chart, { replicas: '3' }));
    } catch (error) {
      return error instanceof SynthError ? error.findings : [];
    }
    return [];
  };
  expect(find()).toEqual([
    {
      id: 'valid-declaration',
      severity: 'error',
      status: 'violated',
      object: { apiVersion: '', kind: 'WebService', name: 'shop/web' },
      path: 'replicas',
      message: 'Invalid value: "3": must be a whole number',
      fix: 'write 3, without quotes',
      origin: 'shop/web',
      cluster: 'test',
    },
  ]);
});

test('props of another context of Node, as a test runner has them, are props like any other', () => {
  const props: unknown = runInNewContext("({ image: 'registry.example/web:1', labels: { team: 'a' } })");
  expect(() => renderChart((chart) => new Worker(chart, 'web', untyped(props)))).not.toThrow();
});
