import { Duration } from 'cdk8s';
import '../../lib/testing';
import {
  argoCd,
  argoRollouts,
  ClusterChart,
  consul,
  flux,
  istio,
  linkerd,
  Port,
  WebService,
  type CanaryRollout,
  type ClusterProps,
  type Manifest,
  type WebServiceOptions,
} from '../../lib';
import type { ApplicationSpec } from '../../imports/argoproj.io';
import { exampleFleet } from '../example-fleet';

const repository = { url: 'https://git.example/shop', revision: 'main', path: 'dist' };
const delivery = argoRollouts({ version: '1.9' });
const onIstio = { mesh: istio({ version: '1.30' }), delivery };
const rollout: CanaryRollout = {
  strategy: 'canary',
  steps: [
    { weight: 20, pause: Duration.minutes(5) },
    { weight: 60, pause: 'manual' },
  ],
};

/** A catalog that is rolled, and a shop that asks it. */
function shop(
  props: Partial<WebServiceOptions> = {},
  facts: Partial<ClusterProps> = onIstio,
  declare: (parts: { chart: ClusterChart; catalog: WebService; shop: WebService }) => unknown = () => undefined,
) {
  const rendered = exampleFleet((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    const client = new WebService(chart, 'shop', { image: 'registry.example/shop:1', port: Port.http(8080) });
    const catalog = new WebService(chart, 'catalog', {
      image: 'registry.example/catalog:1',
      port: Port.grpc(3550),
      rollout,
      ...props,
    });
    client.connections.allowTo(catalog);
    declare({ chart, catalog, shop: client });
  }, facts).render('test');
  const objects = new Map<string, Manifest>(
    rendered.manifests.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]),
  );
  return { objects, findings: rendered.findings, rendered };
}

/** The findings of one id, as a reader sees them. */
function found(id: string, { findings }: ReturnType<typeof shop>): readonly string[] {
  return findings
    .filter((finding) => finding.id === id)
    .map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

/** What a mistaken declaration is told, also in JavaScript. */
function told(props: object): string {
  try {
    shop(props);
  } catch (error) {
    return String(error);
  }
  return '';
}

test('makes a Rollout in place of the Deployment, with a pause after each share', () => {
  const { objects, findings } = shop({ replicas: 3 });
  expect(objects.has('Deployment/catalog')).toBe(false);
  expect(objects.get('Rollout/catalog')).toMatchObject({
    apiVersion: 'argoproj.io/v1alpha1',
    spec: {
      replicas: 3,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'catalog' } },
      strategy: {
        canary: {
          maxSurge: '25%',
          maxUnavailable: 0,
          steps: [{ setWeight: 20 }, { pause: { duration: '300s' } }, { setWeight: 60 }, { pause: {} }],
        },
      },
    },
  });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('names the versions as subsets of one Service, and tells the Rollout which routes are its own', () => {
  const { objects } = shop();
  const host = 'catalog.shop.svc.cluster.local';
  expect(objects.get('VirtualService/catalog')?.spec).toEqual({
    hosts: [host],
    gateways: ['mesh'],
    http: [
      {
        name: 'grpc',
        route: [
          { destination: { host, subset: 'stable', port: { number: 3550 } }, weight: 100 },
          { destination: { host, subset: 'canary', port: { number: 3550 } }, weight: 0 },
        ],
      },
    ],
  });
  const labels = { 'app.kubernetes.io/name': 'catalog' };
  expect(objects.get('DestinationRule/catalog')?.spec).toEqual({
    host,
    subsets: [
      { name: 'stable', labels },
      { name: 'canary', labels },
    ],
  });
  expect(objects.get('Rollout/catalog')).toMatchObject({
    spec: {
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualService: { name: 'catalog', routes: ['grpc'] },
              destinationRule: { name: 'catalog', stableSubsetName: 'stable', canarySubsetName: 'canary' },
            },
          },
        },
      },
    },
  });
});

test('keeps what else is said of the traffic: timeouts in the route, pools for both versions, routes to others before it', () => {
  const { objects } = shop({}, onIstio, ({ catalog, shop: other }) =>
    catalog.traffic.set({
      timeout: Duration.seconds(2),
      circuitBreaker: { maxRequests: 100 },
      routes: [{ match: { headers: { 'x-shop': 'yes' } }, to: other }],
    }),
  );
  expect(objects.get('VirtualService/catalog')).toMatchObject({
    spec: { http: [{ match: [{ headers: { 'x-shop': { exact: 'yes' } } }] }, { name: 'grpc', timeout: '2s' }] },
  });
  expect(objects.get('DestinationRule/catalog')).toMatchObject({
    spec: {
      trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } },
      subsets: [{ name: 'stable' }, { name: 'canary' }],
    },
  });
});

test('is what an autoscaler scales, and says no number of pods then', () => {
  const { objects } = shop({ scaling: { min: 2, max: 5, cpu: 70 }, resources: { requests: { cpu: '100m' } } });
  expect(objects.get('HorizontalPodAutoscaler/catalog')).toMatchObject({
    spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'catalog' } },
  });
  expect(objects.get('Rollout/catalog')?.spec).not.toHaveProperty('replicas');
});

test('spreads the pods of each version apart from those of the other', () => {
  expect(shop().objects.get('Rollout/catalog')).toMatchObject({
    spec: {
      template: { spec: { topologySpreadConstraints: [{ matchLabelKeys: ['rollouts-pod-template-hash'] }] } },
    },
  });
});

test('is reached by its clients and by nobody else, whichever version a pod is of', () => {
  const rendered = shop({}, onIstio, ({ chart }) => {
    new WebService(chart, 'ads', { image: 'registry.example/ads:1', port: Port.http(8080) });
  }).rendered;
  expect(rendered).toAllow({ from: 'shop/shop', to: 'shop/catalog', port: 3550 });
  expect(rendered).toDeny({ from: 'shop/ads', to: 'shop/catalog', port: 3550 });
});

describe('shared by the number of pods', () => {
  const byPods = { rollout: { ...rollout, sharedBy: 'pods' } } as const;

  test.each([
    ['without a mesh', {}],
    ['on Istio', { mesh: istio({ version: '1.30' }) }],
    ['on Linkerd', { mesh: linkerd({ version: '2.20' }) }],
    ['on Consul', { mesh: consul({ version: '2.0' }) }],
    ['where Flux applies it', { gitOps: flux({ repository }) }],
  ])('needs no route: %s', (_, facts) => {
    const { objects, findings } = shop(byPods, { ...facts, delivery });
    expect(objects.get('Rollout/catalog')?.spec).not.toHaveProperty('strategy.canary.trafficRouting');
    expect(objects.has('VirtualService/catalog')).toBe(false);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('is refused', () => {
  test('on a cluster that runs no Argo Rollouts', () => {
    expect(found('require-delivery', shop({}, { mesh: istio({ version: '1.30' }) }))).toEqual([
      'error rollout: Required value: test has nothing that makes pods of a Rollout',
    ]);
  });

  const gatewayApi = { version: '1.5', channel: 'standard' } as const;
  test.each<[string, Partial<ClusterProps>, string]>([
    ['consul', { mesh: consul({ version: '2.0' }) }, 'no route shares requests by weights that Argo Rollouts moves'],
    [
      'linkerd',
      { mesh: linkerd({ version: '2.20' }), gatewayApi },
      'no route shares requests by weights that Argo Rollouts moves',
    ],
    [
      'istio-ambient',
      { mesh: istio({ mode: 'ambient', version: '1.30' }), gatewayApi },
      'no route shares requests by weights that Argo Rollouts moves',
    ],
    [
      'gateway-api',
      { gatewayApi: { ...gatewayApi, gamma: true } },
      'no route shares requests by weights that Argo Rollouts moves',
    ],
    [
      'istio-sidecar',
      { mesh: istio({ version: '1.30' }), gitOps: flux({ repository }) },
      'flux applies the route as it is committed again and again, and with it the weights of the start',
    ],
  ])('where %s has no route for it', (backend, facts, reason) => {
    expect(found('unsupported-mesh-intent', shop({}, { ...facts, delivery }))).toEqual([
      `error rollout.sharedBy: Forbidden: ${backend} on test cannot express it: ${reason}`,
    ]);
  });

  test('without a mesh', () => {
    expect(found('unsupported-mesh-intent', shop({}, { delivery }))).toEqual([
      'error rollout.sharedBy: Forbidden: test runs no mesh: no route shares requests by weights that Argo Rollouts moves',
    ]);
  });

  test('for what speaks no HTTP', () => {
    expect(
      found(
        'unsupported-mesh-intent',
        shop({}, onIstio, ({ chart, shop: client }) => {
          const store = new WebService(chart, 'store', {
            image: 'registry.example/store:1',
            port: Port.tcp(6379),
            rollout,
          });
          client.connections.allowTo(store);
        }),
      ),
    ).toEqual([expect.stringContaining('no port of shop/store speaks HTTP or gRPC')]);
  });

  test('behind a headless Service', () => {
    const { findings } = shop({ service: { spec: { clusterIP: 'None' } } });
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Service catalog is headless: clients choose a pod themselves'),
    );
  });

  test('beside a split of the same requests', () => {
    const refused = shop({}, onIstio, ({ catalog, shop: other }) =>
      catalog.traffic.set({ split: [{ to: other, weight: 5 }] }),
    );
    expect(found('unsupported-mesh-intent', refused)).toEqual([
      expect.stringContaining('traffic.split shares the same requests, and each weight has one owner'),
    ]);
  });

  test.each<[string, object, string]>([
    ['a strategy that there is none of', { ...rollout, strategy: 'canry' }, 'rollout.strategy'],
    ['no steps', { ...rollout, steps: [] }, 'rollout.steps'],
    ['a share of everything', { ...rollout, steps: [{ weight: 100, pause: 'manual' }] }, 'rollout.steps[0].weight'],
    ['a share without a pause', { ...rollout, steps: [{ weight: 10 }] }, 'rollout.steps[0].pause'],
    ['a pause in numbers', { ...rollout, steps: [{ weight: 10, pause: 300 }] }, 'rollout.steps[0].pause'],
    [
      'a pause of half a second',
      { ...rollout, steps: [{ weight: 10, pause: Duration.millis(500) }] },
      'rollout.steps[0].pause',
    ],
    [
      'a share that falls',
      { ...rollout, steps: [...rollout.steps, { weight: 60, pause: 'manual' }] },
      'rollout.steps[2].weight',
    ],
    ['a field that there is none of', { ...rollout, analysis: {} }, 'rollout.analysis'],
  ])('with %s', (_, wrong, path) => {
    expect(told({ rollout: wrong })).toContain(path);
  });

  test('beside a strategy of a Deployment', () => {
    expect(told({ deployment: { strategy: { type: 'Recreate' } } })).toContain('deployment.strategy');
  });
});

test('warns that requests from outside do not follow the weights', () => {
  const nginx = { api: 'Ingress', className: 'nginx', namespace: 'ingress', podLabels: { app: 'nginx' } } as const;
  const exposed = shop({}, { ...onIstio, network: { ingressControllers: [nginx] } }, ({ catalog }) =>
    catalog.expose({ hosts: ['catalog.example'] }),
  );
  expect(found('unsupported-mesh-intent', exposed)).toContainEqual(
    expect.stringMatching(/^warning rollout.sharedBy: .*catalog.example go to pods of both versions alike/),
  );
});

test('leaves weights and labels of the versions to the Rollout, and Flux 2.9 alone with exactly these', () => {
  const rolled = shop({}, { ...onIstio, gitOps: flux({ repository, version: '2.9' }) }, ({ catalog, shop: other }) =>
    catalog.traffic.set({ routes: [{ match: { headers: { 'x-shop': 'yes' } }, to: other }] }),
  );
  expect(found('unsupported-mesh-intent', rolled)).toEqual([]);
  const common = { group: 'networking\\.istio\\.io', namespace: 'shop', name: 'catalog' };
  expect(rolled.objects.get('Kustomization/test-shop')?.spec).toMatchObject({
    ignore: [
      // The route before it has no weights, and stays what the tree says.
      {
        paths: ['/spec/http/1/route/0/weight', '/spec/http/1/route/1/weight'],
        target: { ...common, kind: 'VirtualService' },
      },
      { paths: ['/spec/subsets/0/labels'], target: { ...common, kind: 'DestinationRule' } },
      { paths: ['/spec/subsets/1/labels'], target: { ...common, kind: 'DestinationRule' } },
    ],
  });
});

test('leaves weights and labels of the versions to the Rollout, and lets Argo CD see no difference in them', () => {
  const { objects } = shop({}, { ...onIstio, gitOps: argoCd({ repository }) });
  const applications = [...objects.values()].filter(({ kind }) => kind === 'Application');
  expect(
    applications.flatMap(({ spec }) => (spec as { ignoreDifferences?: unknown[] }).ignoreDifferences ?? []),
  ).toEqual([
    {
      group: 'networking.istio.io',
      kind: 'DestinationRule',
      namespace: 'shop',
      name: 'catalog',
      jqPathExpressions: [
        '.spec.subsets[] | select(.name == "canary") | .labels',
        '.spec.subsets[] | select(.name == "stable") | .labels',
      ],
    },
    {
      group: 'networking.istio.io',
      kind: 'VirtualService',
      namespace: 'shop',
      name: 'catalog',
      jqPathExpressions: ['.spec.http[] | select(.name == "grpc") | .route[] | .weight'],
    },
  ]);
  // It would take the whole live list of routes, and no other change of one would ever arrive.
  const options = applications.flatMap(
    ({ spec }) => (spec as Pick<ApplicationSpec, 'syncPolicy'>).syncPolicy?.syncOptions ?? [],
  );
  expect(options).toContain('ApplyOutOfSyncOnly=true');
  expect(options).not.toContain('RespectIgnoreDifferences=true');
});
