import { Deployment } from 'cdk8s-plus-28';
import {
  BatchJob,
  cniFacts,
  Cluster,
  ClusterChart,
  Config,
  Environment,
  ExternalService,
  Fleet,
  NetworkGuardRail,
  Peers,
  Port,
  ScheduledJob,
  WebService,
  Worker,
  Workload,
  type ChartManifest,
  type ClusterProps,
} from '../../lib';

type IngressController = NonNullable<NonNullable<ClusterProps['network']>['ingressControllers']>[number];

const pods = { namespace: 'ingress', podLabels: { app: 'ingress' } };
const nginx: IngressController = { className: 'nginx', api: 'Ingress', ...pods };
const gateway: IngressController = {
  className: 'gateway',
  api: 'Gateway',
  gateway: { namespace: 'ingress', name: 'public' },
  ...pods,
};

function render(controller: IngressController): readonly ChartManifest[] {
  const cluster = new Cluster('c', {
    environment: new Environment('dev'),
    kubernetesVersion: '1.33',
    cni: cniFacts('cilium', { adminPolicy: 'ClusterNetworkPolicy' }),
    network: {
      ingressControllers: [controller],
      apiServer: { cidrs: ['10.0.0.1/32'], port: 443 },
    },
  });
  return new Fleet({ clusters: [cluster] })
    .deploy((scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop', labels: { 'example.com/team': 'a' } });
      const props = { image: 'registry.example/web:1.0.0', labels: { 'example.com/tier': 'x' } };
      const config = new Config(chart, 'config', { data: { key: 'value' } });
      const web = new WebService(chart, 'web', {
        ...props,
        port: Port.http(80),
        replicas: 2,
        config: [config.mount('/c')],
      });
      web.expose({ hosts: ['a.example'] });
      web.connections
        .allowTo(Peers.apiServer())
        .allowTo(new ExternalService(chart, 'bank', { hosts: ['b.example'] }).peer);
      new Worker(chart, 'worker', props);
      new BatchJob(chart, 'job', props);
      new ScheduledJob(chart, 'nightly', { ...props, schedule: '0 0 * * *' });
      new NetworkGuardRail(chart, 'rail', { priority: 1 });
      const plus = new Deployment(chart, 'plus', { containers: [{ image: 'registry.example/plus:1.0.0' }] });
      Workload.from(plus);
    })
    .render('c').manifests;
}

function describeObject({ manifest: { kind, metadata } }: ChartManifest): string {
  return `${kind} ${metadata.name ?? ''}`;
}

describe.each([
  ['an Ingress', nginx, 'Ingress'],
  ['a Gateway', gateway, 'HTTPRoute'],
])('behind %s', (_, controller, route) => {
  const manifests = render(controller);

  it('gives every object of a chart the labels of the chart', () => {
    expect(manifests.map(({ manifest }) => manifest.kind)).toEqual(
      expect.arrayContaining([
        route,
        'CiliumNetworkPolicy',
        'NetworkPolicy',
        'ClusterNetworkPolicy',
        'ConfigMap',
        'Job',
      ]),
    );
    expect(
      manifests.filter(({ manifest }) => manifest.metadata.labels?.['example.com/team'] !== 'a').map(describeObject),
    ).toEqual([]);
  });

  it('gives every object of a workload the labels of the workload', () => {
    const ofWorkloads = manifests.filter(({ origin }) => /^shop\/(web|worker|job|nightly)(\/|$)/.test(origin));
    expect(ofWorkloads.length).toBeGreaterThan(10);
    expect(
      ofWorkloads.filter(({ manifest }) => manifest.metadata.labels?.['example.com/tier'] !== 'x').map(describeObject),
    ).toEqual([]);
  });

  it('puts the labels into no selector and on no pod', () => {
    const elsewhere = manifests
      .map((entry) => ({ ...entry, rest: { ...entry.manifest, metadata: { ...entry.manifest.metadata, labels: {} } } }))
      .filter(({ rest }) => /example\.com/.test(JSON.stringify(rest)));
    expect(elsewhere.map(describeObject)).toEqual([]);
  });
});
