import { Duration, JsonPatch, Size } from 'cdk8s';
import {
  ClusterChart,
  EphemeralCache,
  LeaderElection,
  MessageBroker,
  Port,
  PrimaryReplicaStore,
  QuorumStore,
  ShardedStore,
  SingletonStore,
  StatefulService,
  VolumeSnapshots,
  WebService,
  Worker,
  type ClusterProps,
  type PodServices,
  type StatefulServiceProps,
  type VolumeSnapshotsProps,
} from '../../lib';
import { Field } from '../../lib/manifest/objects/field';
import '../../lib/testing';
import { exampleFleet, render, renderChart } from '../example-fleet';
import { rejection } from '../rejection';
import { common, peerPorts, quorumStore, volume } from './example-stores';

const zones = { region: 'eu', zones: ['a', 'b', 'c'] };
const follows = { name: 'fast', default: true, volumeBindingMode: 'WaitForFirstConsumer' } as const;

function statefulService(props: Partial<StatefulServiceProps> = {}) {
  return renderChart((chart) => new StatefulService(chart, 'ledger', { ...common, replicas: 2, ...props }));
}

describe('names of pods', () => {
  const peersOf = (ask: (chart: ClusterChart) => unknown, props = {}) => {
    let answer: unknown;
    renderChart((chart) => (answer = ask(chart)), props);
    return answer;
  };

  test('are those of the headless Service, in the DNS domain of the cluster', () => {
    expect(peersOf((chart) => quorumStore(chart).peers('peer'), { dnsDomain: 'k8s.example' })).toEqual([
      'etcd-0.etcd-peers.shop.svc.k8s.example:2380',
      'etcd-1.etcd-peers.shop.svc.k8s.example:2380',
      'etcd-2.etcd-peers.shop.svc.k8s.example:2380',
    ]);
  });

  test('begin with the first ordinal', () => {
    const store = (chart: ClusterChart) =>
      new StatefulService(chart, 'ledger', { ...common, replicas: 2, firstOrdinal: 3 });
    expect(peersOf((chart) => store(chart).members.names())).toEqual(['ledger-3', 'ledger-4']);
  });

  test('need not be listed: one name has an address for each, and SRV records name them', () => {
    expect(peersOf((chart) => quorumStore(chart).members.domain)).toBe('etcd-peers.shop.svc.cluster.local');
    expect(peersOf((chart) => quorumStore(chart).members.srv(2380))).toBe(
      '_peer._tcp.etcd-peers.shop.svc.cluster.local',
    );
  });

  test('are refused for a port that the store does not have, and where nobody says how many pods there are', () => {
    expect(() => peersOf((chart) => quorumStore(chart).peers('pear'))).toThrow(
      rejection(
        'QuorumStore shop/etcd',
        'ports',
        'Not found: "pear": must be one of "client", "2379", "peer", "2380"\n  fix:  write "peer"',
      ),
    );
    expect(() =>
      peersOf((chart) => new EphemeralCache(chart, 'cache', { ...common, volumeClaimTemplates: {} }).peers('client')),
    ).toThrow(rejection('EphemeralCache shop/cache', 'replicas', 'Required value'));
  });
});

describe('where pods may run', () => {
  const placementOf = (props: object) => renderChart((chart) => quorumStore(chart), props).get('StatefulSet/etcd');
  const zoneSpread = (whenUnsatisfiable: string) => ({
    spec: {
      template: {
        spec: { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable }] },
      },
    },
  });

  test('members of a quorum never share a node', () => {
    expect(placementOf({})).toMatchObject({
      spec: {
        template: {
          spec: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  {
                    labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'etcd' } },
                    topologyKey: 'kubernetes.io/hostname',
                  },
                ],
              },
            },
          },
        },
      },
    });
  });

  test('zones are a must where volumes are made in the zone of the pod', () => {
    expect(placementOf({ ...zones, storageClasses: [follows] })).toMatchObject(zoneSpread('DoNotSchedule'));
  });

  test.each([
    ['nobody says how volumes are made', []],
    ['volumes are made at once', [{ name: 'fast', default: true }]],
    ['volumes are not in every zone', [{ ...follows, zones: ['a'] }]],
  ])('zones are a wish where %s', (_, storageClasses) => {
    expect(placementOf({ ...zones, storageClasses })).toMatchObject(zoneSpread('ScheduleAnyway'));
  });

  test('no constraint counts a label that pods of a StatefulSet do not have', () => {
    expect(JSON.stringify(placementOf(zones))).not.toContain('pod-template-hash');
  });
});

describe('claims', () => {
  test('of a template say what they are, and have no labels that could never be changed', () => {
    const templates = Field.at('', statefulService().get('StatefulSet/ledger')).at('spec', 'volumeClaimTemplates');
    const [template] = templates.items();
    expect(template?.value).toMatchObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
    expect(template?.at('metadata').value).toEqual({ name: 'data' });
  });

  test('are objects of the tree that grow while the template stays, and that no GitOps engine prunes', () => {
    const claim = { ...volume, size: Size.gibibytes(20), templateSize: Size.gibibytes(10) };
    const objects = statefulService({ claims: 'managed', volumeClaimTemplates: { data: claim } });
    expect(objects.get('PersistentVolumeClaim/data-ledger-1')).toMatchObject({
      metadata: {
        labels: { 'app.kubernetes.io/name': 'ledger' },
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        },
      },
      spec: { resources: { requests: { storage: '20Gi' } } },
    });
    expect(objects.get('StatefulSet/ledger')).toMatchObject({
      spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '10Gi' } } } }] },
    });
  });
});

describe('what a store says of its own', () => {
  test('stands where Kubernetes has it', () => {
    const objects = statefulService({
      podManagementPolicy: 'OrderedReady',
      firstOrdinal: 2,
      minReady: Duration.seconds(0),
      updateStrategy: { type: 'RollingUpdate', partition: 1 },
      preStop: ['/bin/leave'],
      persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' },
      statefulSet: { revisionHistoryLimit: 3 },
    });
    expect(objects.get('StatefulSet/ledger')).toMatchObject({
      spec: {
        podManagementPolicy: 'OrderedReady',
        ordinals: { start: 2 },
        minReadySeconds: 0,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
        revisionHistoryLimit: 3,
        template: { spec: { containers: [{ lifecycle: { preStop: { exec: { command: ['/bin/leave'] } } } }] } },
      },
    });
  });

  test('a pod alone has no budget, unless its downtime is accepted', () => {
    const budgetOf = (acceptDowntime: boolean) =>
      renderChart((chart) => new SingletonStore(chart, 'one', { ...common, acceptDowntime })).get(
        'PodDisruptionBudget/one',
      );
    expect(budgetOf(false)).toBeUndefined();
    expect(budgetOf(true)).toMatchObject({ spec: { maxUnavailable: 1 } });
  });

  test('shards are named in a ConfigMap, and each may have a partition of its own', () => {
    const objects = renderChart(
      (chart) =>
        new ShardedStore(chart, 'clicks', {
          ...common,
          peerPorts,
          shards: 2,
          replicas: 2,
          zones: ['a', 'b'],
          shard: (shard) => ({ env: { SHARD: `${shard}` }, partition: shard }),
        }),
    );
    expect(objects.get('ConfigMap/clicks-shards')).toMatchObject({
      data: {
        '0.client':
          'clicks-0-0.clicks-0-peers.shop.svc.cluster.local:2379\nclicks-0-1.clicks-0-peers.shop.svc.cluster.local:2379\n',
      },
    });
    expect(objects.get('StatefulSet/clicks-1')).toMatchObject({
      spec: {
        updateStrategy: { rollingUpdate: { partition: 1 } },
        template: { spec: { containers: [{ env: [{ name: 'SHARD', value: '1' }] }] } },
      },
    });
    expect(JSON.stringify(objects.get('StatefulSet/clicks-1'))).toContain('"values":["b"]');
  });
});

describe('JavaScript', () => {
  type Build = (chart: ClusterChart, props: never) => unknown;
  const service: Build = (chart, props) =>
    new StatefulService(chart, 'a', Object.assign({ ...common, replicas: 2 }, props));
  const quorum: Build = (chart, props) => quorumStore(chart, props);
  const cache: Build = (chart, props) => new EphemeralCache(chart, 'a', Object.assign({ ...common }, props));
  const sharded: Build = (chart, props) =>
    new ShardedStore(chart, 'a', Object.assign({ ...common, shards: 2, replicas: 2 }, props));
  const primary: Build = (chart, props) =>
    new PrimaryReplicaStore(chart, 'a', Object.assign({ ...common, replicas: 1 }, props));
  const singleton: Build = (chart, props) => new SingletonStore(chart, 'a', Object.assign({ ...common }, props));

  const own = (path: string, message: string) => [path, message] as const;
  test.each<[string, Build, object, string, readonly [path: string, message: string]]>([
    [
      'a mistyped prop',
      service,
      { podManagmentPolicy: 'Parallel' },
      'StatefulService shop/a',
      own('podManagmentPolicy', 'unknown field; did you mean "podManagementPolicy"?'),
    ],
    ['no ports', service, { ports: [] }, 'StatefulService shop/a', own('ports', 'Required value')],
    [
      'a mistyped policy',
      service,
      { podManagementPolicy: 'Ordered' },
      'StatefulService shop/a',
      own('podManagementPolicy', 'Unsupported value: "Ordered"'),
    ],
    ['half a pod', service, { replicas: 1.5 }, 'StatefulService shop/a', own('replicas', 'Invalid value: 1.5')],
    [
      'a text for a size',
      service,
      { volumeClaimTemplates: { data: { size: '10Gi', mountPath: '/d' } } },
      'StatefulService shop/a',
      own('volumeClaimTemplates.data.size', 'Invalid value: "10Gi": must be a Size'),
    ],
    [
      'nobody to write to volumes',
      service,
      { fsGroup: undefined },
      'StatefulService shop/a',
      own('fsGroup', 'Required value'),
    ],
    ['a name that is too long', service, { name: 'a'.repeat(53) }, 'StatefulService shop/a', own('name', 'Too long')],
    [
      'a strategy that the version lacks',
      service,
      { updateStrategy: { type: 'RollingUpdate', maxUnavailable: 2 } },
      'StatefulService shop/a',
      own('updateStrategy.maxUnavailable', 'Forbidden'),
    ],
    [
      'a template size without managed claims',
      service,
      { volumeClaimTemplates: { data: { ...volume, templateSize: Size.gibibytes(1) } } },
      'StatefulService shop/a',
      own('volumeClaimTemplates.data.templateSize', 'Forbidden'),
    ],
    [
      'a volume that shrinks',
      service,
      { claims: 'managed', volumeClaimTemplates: { data: { ...volume, templateSize: Size.gibibytes(11) } } },
      'StatefulService shop/a',
      own(
        'volumeClaimTemplates.data.size',
        'Invalid value: 10Gi: must not be smaller than templateSize (11Gi): volumes only grow',
      ),
    ],
    [
      'managed claims that end with a pod',
      service,
      { claims: 'managed', persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } },
      'StatefulService shop/a',
      own('persistentVolumeClaimRetentionPolicy.whenScaled', 'Forbidden'),
    ],
    [
      'a field that has a prop',
      service,
      { statefulSet: { podManagementPolicy: 'Parallel' } },
      'StatefulService shop/a',
      own('statefulSet.podManagementPolicy', 'Forbidden'),
    ],
    [
      'an even number of members',
      quorum,
      { replicas: 4 },
      'QuorumStore shop/etcd',
      own('replicas', 'Invalid value: 4: must be odd: 4 members tolerate the loss of 1, as 3 do'),
    ],
    [
      'a member alone',
      quorum,
      { replicas: 1 },
      'QuorumStore shop/etcd',
      own('replicas', 'Invalid value: 1: a single member'),
    ],
    [
      'members that cannot talk',
      quorum,
      { peerPorts: [] },
      'QuorumStore shop/etcd',
      own('peerPorts', 'Required value'),
    ],
    [
      'several members away',
      quorum,
      { updateStrategy: { type: 'RollingUpdate', maxUnavailable: 2 } },
      'QuorumStore shop/etcd',
      own('updateStrategy.maxUnavailable', 'unknown field'),
    ],
    [
      'a share that is none',
      cache,
      { maxUnavailable: '0%' },
      'EphemeralCache shop/a',
      own('maxUnavailable', 'Invalid value: "0%"'),
    ],
    [
      'shards of one selector',
      sharded,
      { selectorLabels: { a: 'b' } },
      'ShardedStore shop/a',
      own('selectorLabels', 'Forbidden'),
    ],
    [
      'a mistyped field of a shard',
      sharded,
      { shard: () => ({ partitions: 1 }) },
      'ShardedStore shop/a',
      own('shard(0).partitions', 'unknown field; did you mean "partition"?'),
    ],
    [
      'a mistyped field of a role',
      primary,
      { primary: { arg: [] } },
      'PrimaryReplicaStore shop/a',
      own('primary.arg', 'unknown field'),
    ],
    ['peers of a pod alone', singleton, { peerPorts }, 'SingletonStore shop/a', own('peerPorts', 'Forbidden')],
  ])('%s is an error in the one format', (_, build, props, declared, [path, message]) => {
    expect(() => renderChart((chart) => build(chart, props as never))).toThrow(rejection(declared, path, message));
  });
});

test.each([
  StatefulService,
  QuorumStore,
  PrimaryReplicaStore,
  ShardedStore,
  MessageBroker,
  SingletonStore,
  EphemeralCache,
])('%p without props, or with props that are none, is an error in the one format', (pattern) => {
  const build = (props: unknown) => () =>
    renderChart((chart) => Reflect.construct(pattern, [chart, 'a', props]) as unknown);
  for (const props of [undefined, null, 'etcd', [], {}])
    expect(build(props)).toThrow(`error  valid-declaration  ${pattern.name} shop/a`);
});

test('a client gets to the ports for clients alone', () => {
  const objects = renderChart((chart) => {
    const api = new WebService(chart, 'api', { image: 'registry.example/api:1', port: Port.http(8080) });
    api.connections.allowTo(quorumStore(chart));
  });
  const policy = JSON.stringify(objects.get('NetworkPolicy/api'));
  expect(policy).toContain('2379');
  expect(policy).not.toContain('2380');
});

describe('a store that moves', () => {
  const move = (part: 'blue' | 'green') =>
    exampleFleet((cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      const blue = new StatefulService(chart, 'ledger', { ...common, replicas: 2 });
      const green = new StatefulService(chart, 'ledger-b', {
        ...common,
        replicas: 2,
        claims: 'managed',
        volumeClaimTemplates: {
          data: { ...volume, storageClassName: 'fast', snapshot: (ordinal) => `data-ledger-${ordinal}-20270131` },
        },
      });
      const api = new WebService(chart, 'api', { image: 'registry.example/api:1', port: Port.http(8080) });
      for (const store of [blue, green]) api.connections.allowTo(store);
      if (part === 'green')
        chart.patch(
          { kind: 'Service', name: 'ledger' },
          JsonPatch.replace('/spec/selector', green.workload.selectorLabels),
        );
    }).render('test');

  test('begins with snapshots of the other, each volume with its own', () => {
    const claim = move('blue').manifests.find(({ manifest }) => manifest.metadata.name === 'data-ledger-b-1');
    expect(claim?.manifest).toMatchObject({
      spec: {
        dataSourceRef: {
          apiGroup: 'snapshot.storage.k8s.io',
          kind: 'VolumeSnapshot',
          name: 'data-ledger-1-20270131',
        },
      },
    });
  });

  test.each(['blue', 'green'] as const)('is reached by the same Service once that selects the %s pods', (part) => {
    const tree = move(part);
    const service = tree.manifests.find(
      ({ manifest }) => manifest.kind === 'Service' && manifest.metadata.name === 'ledger',
    );
    expect(service?.manifest).toMatchObject({
      spec: { selector: { 'app.kubernetes.io/name': part === 'blue' ? 'ledger' : 'ledger-b' } },
    });
    expect(tree).toAllow({ from: 'shop/api', to: part === 'blue' ? 'shop/ledger' : 'shop/ledger-b', port: 2379 });
    expect(tree).toPassChecks();
  });

  test('moves pod by pod where one part has the first numbers and the other the rest', () => {
    const parts = render((cluster) => {
      const half = (namespace: string, replicas: number, firstOrdinal: number) =>
        new StatefulService(new ClusterChart(cluster, namespace, { namespace }), 'ledger', {
          ...common,
          replicas,
          firstOrdinal,
        });
      expect([...half('old', 2, 0).members.names(), ...half('new', 1, 2).members.names()]).toEqual([
        'ledger-0',
        'ledger-1',
        'ledger-2',
      ]);
    });
    expect(parts.get('StatefulSet/ledger')).toMatchObject({ spec: { ordinals: { start: 2 }, replicas: 1 } });
  });
});

describe('Services of single pods', () => {
  const gateway = {
    className: 'tls',
    api: 'Gateway',
    gateway: { name: 'edge', namespace: 'gateways' },
    namespace: 'gateways',
    podLabels: { app: 'edge' },
  } as const;
  const store = (podServices: PodServices, props: Partial<ClusterProps> = {}, replicas?: { replicas: number }) =>
    renderChart((chart) => new StatefulService(chart, 'ledger', { ...common, replicas: 2, ...replicas, podServices }), {
      gatewayApi: { version: '1.5', channel: 'standard' },
      network: { ingressControllers: [gateway] },
      ...props,
    });

  test('have an address and a name outside, and let in their clients alone', () => {
    const sourceRanges = ['203.0.113.0/24'];
    const objects = store({ type: 'LoadBalancer', sourceRanges, domain: 'ledger.example' });
    expect(objects.get('Service/ledger-1')).toMatchObject({
      metadata: { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'ledger-1.ledger.example' } },
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: sourceRanges,
        selector: { 'statefulset.kubernetes.io/pod-name': 'ledger-1' },
      },
    });
    expect(objects.has('Service/ledger-2')).toBe(false);
    expect(JSON.stringify(objects.get('NetworkPolicy/ledger'))).toContain('203.0.113.0/24');
    expect(JSON.stringify(objects.get('StatefulSet/ledger'))).toContain('$(POD_NAME).ledger.example');
  });

  test('have ports of the nodes in a row', () => {
    const objects = store({ type: 'NodePort', sourceRanges: ['203.0.113.0/24'], firstNodePort: 30100 });
    expect(objects.get('Service/ledger-1')).toMatchObject({ spec: { ports: [{ port: 2379, nodePort: 30101 }] } });
  });

  test('are told apart by name at a gateway, which is let in', () => {
    const objects = store({ type: 'Gateway', className: 'tls', domain: 'ledger.example' });
    expect(objects.get('TLSRoute/ledger-0')).toMatchObject({
      spec: {
        hostnames: ['ledger-0.ledger.example'],
        parentRefs: [{ name: 'edge', namespace: 'gateways' }],
        rules: [{ backendRefs: [{ name: 'ledger-0', port: 2379 }] }],
      },
    });
    expect(JSON.stringify(objects.get('NetworkPolicy/ledger'))).toContain('"app":"edge"');
  });

  test('are refused where a controller decides how many pods there are, and where a cluster cannot have them', () => {
    const cache = () =>
      renderChart((chart) => new EphemeralCache(chart, 'cache', { ...common, podServices: { type: 'ClusterIP' } }));
    expect(cache).toThrow(rejection('EphemeralCache shop/cache', 'replicas', 'Required value'));
    const behind = (className: string) => () =>
      store(
        { type: 'Gateway', className, domain: 'a.example' },
        { gatewayApi: { version: '1.4', channel: 'standard' } },
      );
    expect(behind('tsl')).toThrow(
      rejection('StatefulService shop/ledger', 'podServices.className', 'Not found: "tsl"'),
    );
    expect(behind('tls')).toThrow(rejection('StatefulService shop/ledger', 'podServices.type', 'Forbidden'));
    expect(() => store({ type: 'ClusterIP', ports: ['clint'] })).toThrow(
      rejection('StatefulService shop/ledger', 'podServices.ports', 'Not found: "clint"'),
    );
  });
});

describe('a controller that scales', () => {
  const { volumeClaimTemplates: _, ...withoutVolumes } = common;
  const scaling = { min: 2, max: 5, cpu: 70 };

  test('decides how many pods a cache has', () => {
    const objects = renderChart((chart) => new EphemeralCache(chart, 'cache', { ...withoutVolumes, scaling }));
    expect(objects.get('StatefulSet/cache')).not.toHaveProperty('spec.replicas');
    expect(objects.get('HorizontalPodAutoscaler/cache')).toMatchObject({
      spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'cache' }, minReplicas: 2, maxReplicas: 5 },
    });
    expect(objects.get('PodDisruptionBudget/cache')).toMatchObject({ spec: { maxUnavailable: '25%' } });
  });

  test('never decides how many members a quorum has', () => {
    expect(() => renderChart((chart) => quorumStore(chart).workload.scale(scaling))).toThrow(
      /replicas of shop\/etcd says 3, and scaling of shop\/etcd leaves it to HorizontalPodAutoscaler/,
    );
  });

  test('leaves no claims that are objects of the tree without a pod, or a pod without one', () => {
    const managed = () =>
      renderChart((chart) => new EphemeralCache(chart, 'cache', { ...common, claims: 'managed', scaling }));
    expect(managed).toThrow(rejection('EphemeralCache shop/cache', 'replicas', 'Required value'));
  });

  test('need not be there: the environment says how many pods a cache has', () => {
    const objects = renderChart((chart) => new EphemeralCache(chart, 'cache', withoutVolumes));
    expect(objects.get('StatefulSet/cache')).toMatchObject({ spec: { replicas: 1 } });
  });
});

describe('an election', () => {
  const elect = (namespace: string) =>
    render(
      (cluster) => {
        const worker = new Worker(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'scheduler', {
          image: 'registry.example/scheduler:1',
          replicas: 2,
        });
        const chart = namespace === 'shop' ? worker : new ClusterChart(cluster, namespace, { namespace });
        new LeaderElection(chart, 'scheduler-leader', { candidates: worker });
      },
      { network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } } },
    );

  test('gives its candidates one Lease, their token and the way to the API server', () => {
    const objects = elect('shop');
    expect(objects.get('Role/scheduler-leader-leader-election')).toMatchObject({
      rules: [{ verbs: ['create'] }, { resourceNames: ['scheduler-leader'], verbs: ['get', 'update'] }],
    });
    expect(objects.get('RoleBinding/scheduler-leader-leader-election')).toMatchObject({
      subjects: [{ kind: 'ServiceAccount', name: 'scheduler', namespace: 'shop' }],
    });
    expect(objects.get('Deployment/scheduler')).toMatchObject({
      spec: { template: { spec: { automountServiceAccountToken: true } } },
    });
    expect(JSON.stringify(objects.get('NetworkPolicy/scheduler'))).toContain('10.0.0.1/32');
  });

  test('is declared in the namespace of its candidates', () => {
    expect(() => elect('other')).toThrow(
      rejection('LeaderElection other/scheduler-leader', 'candidates', 'Invalid value: shop/scheduler'),
    );
  });
});

describe('snapshots of volumes', () => {
  const snapshots = (props: Partial<VolumeSnapshotsProps> = {}) =>
    renderChart(
      (chart) =>
        new VolumeSnapshots(chart, 'copies', {
          store: quorumStore(chart),
          schedule: '0 3 * * *',
          keep: 7,
          image: 'registry.example/kubectl:1',
          ...props,
        }),
      { network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } } },
    );

  test('are made of every claim, named when they are made, and may be made, listed and removed, and nothing else', () => {
    const objects = snapshots({ volumeSnapshotClassName: 'ebs' });
    const job = JSON.stringify(objects.get('CronJob/copies'));
    expect(job).toContain('"data-etcd-0 data-etcd-1 data-etcd-2"');
    expect(job).toContain('stamp=$(date -u +%Y%m%d%H%M%S)');
    expect(objects.get('CronJob/copies')).toMatchObject({ spec: { concurrencyPolicy: 'Forbid', timeZone: 'Etc/UTC' } });
    expect(objects.get('Role/copies')).toMatchObject({
      rules: [
        {
          apiGroups: ['snapshot.storage.k8s.io'],
          resources: ['volumesnapshots'],
          verbs: ['create', 'list', 'delete'],
        },
      ],
    });
    expect(objects.get('RoleBinding/copies')).toMatchObject({ subjects: [{ name: 'copies', namespace: 'shop' }] });
  });

  test('are refused of a template that the store does not have, and where none is kept', () => {
    expect(() => snapshots({ claimTemplate: 'date' })).toThrow('Not found: "date": must be one of "data"');
    expect(() => snapshots({ keep: 0 })).toThrow(rejection('VolumeSnapshots shop/copies', 'keep', 'Invalid value: 0'));
  });
});
