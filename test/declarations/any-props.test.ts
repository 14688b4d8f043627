import { ApiObject, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import * as library from '../../lib';
import { ClusterChart, Environment, Peers, Port, SynthError, WebService } from '../../lib';
import { exampleCluster, exampleFleet } from '../example-fleet';
import { common, peerPorts } from '../stateful/example-stores';

/** Programs in JavaScript say what they like: the compiler is not asked. */
function untyped(value: unknown): never {
  return value as never;
}

const exported: Readonly<Record<string, unknown>> = library;
const image = 'registry.example/web:1';
const target = (chart: ClusterChart) => new WebService(chart, 'target', { image, port: Port.http(80) });
const { volumeClaimTemplates: _, ...withoutVolumes } = common;

/** What each construct may be given: props whose every field may be spoiled. */
const examples: Readonly<Record<string, (chart: ClusterChart) => object>> = {
  BatchJob: () => ({ image, env: { A: 1 } }),
  ClusterTriggerAuthentication: () => ({ secretTargetRef: [{ parameter: 'a', name: 'b', key: 'c' }] }),
  Config: () => ({ files: { 'a.yaml': 'a' } }),
  EphemeralCache: () => ({ ...withoutVolumes, replicas: 2 }),
  ExternalService: () => ({ hosts: ['a.example.com'], ports: [{ name: 'https', port: 443, application: 'https' }] }),
  HorizontalPodAutoscaler: (chart) => ({ target: target(chart), min: 1, max: 3, cpu: 60 }),
  KarpenterNodePools: () => ({}),
  KubeScheduler: () => ({ profiles: [{ schedulerName: 'packed' }] }),
  LeaderElection: (chart) => ({ candidates: target(chart), leaseName: 'a' }),
  MeshConfiguration: () => ({ mutualTls: 'STRICT' }),
  MessageBroker: () => ({ ...common, peerPorts, replicas: 3 }),
  NetworkGuardRail: () => ({
    priority: 5,
    subject: { namespaces: { matchLabels: { a: 'b' } } },
    egress: [{ action: 'Deny', peers: [Peers.cidr('10.0.0.0/8')] }],
  }),
  NodeAgent: () => ({ image, hostPaths: { logs: { path: '/var/log' } } }),
  PrimaryReplicaStore: () => ({ ...common, replicas: 2 }),
  PriorityClass: () => ({ value: 5 }),
  QuorumStore: () => ({ ...common, peerPorts, replicas: 3 }),
  RuntimeClass: () => ({ handler: 'gvisor' }),
  ScaledJob: () => ({ image, scaling: { max: 3, events: [{ type: 'cron', metadata: {} }] } }),
  ScaledObject: (chart) => ({ target: target(chart), min: 0, max: 3, events: [{ type: 'cron', metadata: {} }] }),
  ScheduledJob: () => ({ image, schedule: '0 0 * * *', history: { successful: 1 } }),
  ShardedStore: () => ({ ...common, peerPorts, shards: 2, replicas: 2 }),
  SingletonStore: () => common,
  StatefulService: () => ({ ...common, replicas: 2, claims: { more: { size: Size.gibibytes(1), mountPath: '/m' } } }),
  Tenant: () => ({
    team: 'a',
    quotas: [{ hard: { pods: '3' } }],
    groups: { admin: ['a'] },
    deployer: { name: 'a' },
    imageRegistries: ['registry.example'],
  }),
  TriggerAuthentication: () => ({ secretTargetRef: [{ parameter: 'a', name: 'b', key: 'c' }] }),
  VerticalPodAutoscaler: (chart) => ({ target: target(chart), updateMode: 'Initial' }),
  VolumeSnapshots: (chart) => ({
    store: new library.SingletonStore(chart, 'store', common),
    schedule: '0 0 * * *',
    keep: 3,
    image,
  }),
  WebService: () => ({
    image,
    port: Port.http(80),
    replicas: 2,
    env: { A: 'a', B: { secretKeyRef: { name: 'a', key: 'b' } } },
    probes: { readiness: { httpGet: { path: '/' }, period: Duration.seconds(3) } },
    resources: { requests: { cpu: '1' } },
    scaling: { min: 1, max: 3, cpu: 60 },
    placement: { spreadAcross: 'zones' },
    service: { annotations: { a: 'b' } },
    scratch: { tmp: { mountPath: '/tmp', size: Size.mebibytes(5) } },
    labels: { a: 'b' },
  }),
  Worker: () => ({ image, metrics: { port: 9090 }, sidecars: [{ name: 'a', image }] }),
};

/** What is no construct, by how it is called. */
const calls: Readonly<Record<string, { readonly valid: () => object; readonly call: (props: unknown) => unknown }>> = {
  Environment: { valid: () => ({ tier: 'production' }), call: (props) => new Environment('a', untyped(props)) },
  Cluster: {
    valid: () => ({
      environment: new Environment('a'),
      kubernetesVersion: '1.33',
      zones: ['a'],
      network: { podCidrs: ['10.0.0.0/8'] },
      storageClasses: [{ name: 'a' }],
      externalObjects: [{ kind: 'Secret', name: 'a' }],
      nodePools: [{ name: 'a', allocatable: { cpu: '1', memory: '1Gi' } }],
    }),
    call: (props) => new library.Cluster('a', untyped(props)),
  },
  ClusterChart: {
    valid: () => ({ namespace: { name: 'a', labels: { a: 'b' } }, labels: { a: 'b' } }),
    call: (props) => exampleFleet((cluster) => new ClusterChart(cluster, 'a', untyped(props))).render('test'),
  },
  Fleet: {
    valid: () => ({ clusters: [exampleCluster()], name: 'a', outdir: 'a', checks: { profile: 'baseline' } }),
    call: (props) => new library.Fleet(untyped(props)),
  },
  Settings: {
    valid: () => ({ base: { a: 1 }, environments: { dev: { a: 2 } } }),
    call: (props) => new library.Settings(untyped(props)).for(exampleCluster()),
  },
  istio: { valid: () => ({ mode: 'ambient', version: '1.30' }), call: (props) => library.istio(untyped(props)) },
  linkerd: { valid: () => ({ version: '2.20' }), call: (props) => library.linkerd(untyped(props)) },
  consul: { valid: () => ({ version: '1.22' }), call: (props) => library.consul(untyped(props)) },
  argoCd: { valid: () => ({ repository: { url: 'https://a' } }), call: (props) => library.argoCd(untyped(props)) },
  flux: { valid: () => ({ repository: { url: 'https://a' } }), call: (props) => library.flux(untyped(props)) },
  configSync: {
    valid: () => ({ repository: { url: 'https://a' } }),
    call: (props) => library.configSync(untyped(props)),
  },
  rancherFleet: {
    valid: () => ({ repository: { url: 'https://a' } }),
    call: (props) => library.rancherFleet(untyped(props)),
  },
  'Port.http': { valid: () => ({ name: 'a' }), call: (props) => Port.http(80, untyped(props)) },
  ...methodsOf({
    'connections.allowTo options': [
      () => ({ port: 80, http: [{ methods: ['GET'] }] }),
      (web, props) => web.connections.allowTo(Peers.cidr('10.0.0.0/8'), untyped(props)),
    ],
    'traffic.set': [
      () => ({ timeout: Duration.seconds(3), retries: { attempts: 2, on: ['unavailable'] } }),
      (web, props) => web.traffic.set(untyped(props)),
    ],
    mesh: [() => ({ mutualTls: 'STRICT' }), (web, props) => web.mesh(untyped(props))],
    expose: [() => ({ hosts: ['a.example.com'], paths: ['/'] }), (web, props) => web.expose(untyped(props))],
    'workload.scale': [() => ({ min: 1, max: 3, cpu: 60 }), (web, props) => web.workload.scale(untyped(props))],
    'workload.grant.read': [() => ({ name: 'a' }), (web, props) => web.workload.grant.read(untyped(props))],
    'Workload.from': [() => ({}), (_web, props) => library.Workload.from(untyped(props))],
    'Workload.from options': [
      () => ({ ports: [Port.http(80)], metrics: { port: 80, path: '/' } }),
      (web, props) =>
        library.Workload.from(
          new ApiObject(web, 'object', {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            ...{ spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } } } } },
          }),
          untyped(props),
        ),
    ],
  }),
};

function methodsOf(
  methods: Readonly<Record<string, readonly [() => object, (web: WebService, props: unknown) => unknown]>>,
): Readonly<Record<string, { readonly valid: () => object; readonly call: (props: unknown) => unknown }>> {
  return Object.fromEntries(
    Object.entries(methods).map(([name, [valid, call]]) => [
      name,
      {
        valid,
        call: (props: unknown) =>
          exampleFleet((cluster) => {
            const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
            call(new WebService(chart, 'web', { image, port: Port.http(80) }), props);
          }).render('test'),
      },
    ]),
  );
}

const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 'text', '8Gi', 0, -1, 1.5, NaN, true, false, 10n),
  fc
    .constantFrom<() => unknown>(
      () => [],
      () => [null],
      () => [undefined],
      () => ({}),
      () => ({ a: null }),
      () => new Date(0),
      () => new Map([['a', 1]]),
      () => Symbol('a'),
      () => () => undefined,
      () => Duration.seconds(3),
      () => Object.create(null),
    )
    .map((make) => make()),
);

interface Spoiling {
  readonly at: number;
  readonly how: 'value' | 'name' | 'more';
  readonly value: unknown;
}

const spoilings = fc.record<Spoiling>({
  at: fc.nat({ max: 60 }),
  how: fc.constantFrom('value', 'value', 'name', 'more'),
  value: wrong,
});

/** Props that are wrong in one place: another value, a mistyped name, or a field that nobody knows. */
function spoil(valid: object, { at, how, value }: Spoiling): unknown {
  const places: ((at: unknown) => unknown)[] = [];
  const copy = walk(valid, places);
  const place = at % (places.length + 1);
  if (place === places.length) return value;
  return places[place]?.({ how, value }) ?? copy;
}

/** A copy of plain maps and lists, and for each of their fields a way to spoil it. */
function walk(value: unknown, places: ((spoiling: never) => unknown)[]): unknown {
  const root = { copy: undefined as unknown };
  const visit = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one !== 'object' || one === null || Object.getPrototypeOf(one) !== Object.prototype) return one;
    const map: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(one)) map[key] = visit(inner);
    for (const key of Object.keys(map)) {
      places.push(({ how, value: other }: Spoiling) => {
        if (how === 'value') map[key] = other;
        if (how === 'more') map[`${key}s`] = other;
        if (how === 'name') {
          map[`${key.slice(0, -1)}x`] = map[key];
          delete map[key];
        }
        return root.copy;
      });
    }
    return map;
  };
  root.copy = visit(value);
  return root.copy;
}

/** What is thrown that is not in the one format, or shows lines of the library. */
function raw(declare: () => unknown): string | undefined {
  try {
    declare();
    return undefined;
  } catch (error) {
    if (error instanceof SynthError) {
      const [, ...lines] = (error.stack ?? '').slice(error.message.length).split('\n    at ');
      const own = lines.filter((line) => /\/lib\/|node_modules/.test(line));
      return own.length === 0 ? undefined : `frames: ${own.join()}`;
    }
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  }
}

const constructs = Object.keys(exported).filter((name) => {
  const value = exported[name];
  return typeof value === 'function' && value.prototype instanceof Construct;
});

function make(name: string, chart: unknown, id: unknown, props: unknown): unknown {
  const constructor = exported[name];
  return typeof constructor === 'function' ? Reflect.construct(constructor, [chart, id, props]) : undefined;
}

const runs = Number(process.env.PROPS_RUNS ?? 60);

test('every construct has props that can be spoiled', () => {
  expect(constructs.filter((name) => !['ClusterChart', 'ClusterScope', 'Tenant'].includes(name)).sort()).toEqual(
    Object.keys(examples)
      .filter((name) => name !== 'Tenant')
      .sort(),
  );
});

describe.each(Object.entries(examples))('%s', (name, example) => {
  test('is made of its example', () => {
    expect(
      raw(() =>
        exampleFleet((cluster) => {
          const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
          make(name, chart, 'web', example(chart));
        }).render('test'),
      ),
    ).toBeUndefined();
  });

  test('says in the one format what is wrong with its props', () => {
    fc.assert(
      fc.property(spoilings, (spoiling) => {
        const thrown = raw(() =>
          exampleFleet((cluster) => {
            const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
            make(name, chart, 'web', spoil(example(chart), spoiling));
          }).render('test'),
        );
        expect(thrown).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });

  test.each([
    ['no scope', undefined, 'web'],
    ['a scope that is none', 'chart', 'web'],
    ['a scope outside of charts', new Construct(untyped(undefined), ''), 'web'],
  ])('says so of %s', (_what, scope, id) => {
    expect(raw(() => make(name, scope, id, {}))).toBeUndefined();
    expect(() => make(name, scope, id, {})).toThrow(SynthError);
  });

  test.each([undefined, null, '', 5, {}])('says that %p is no id', (id) => {
    const declare = () =>
      exampleFleet((cluster) => make(name, new ClusterChart(cluster, 'shop', { namespace: 'shop' }), id, {}));
    expect(raw(() => declare().render('test'))).toBeUndefined();
    expect(() => declare().render('test')).toThrow(/valid-declaration {2}\w+ .* id\n/);
  });
});

describe.each(Object.entries(calls))('%s', (_name, { valid, call }) => {
  test('says in the one format what is wrong with what it is given', () => {
    fc.assert(
      fc.property(spoilings, (spoiling) => {
        expect(raw(() => call(spoil(valid(), spoiling)))).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });
});
