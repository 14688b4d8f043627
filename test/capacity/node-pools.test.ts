import { clusterCapacity } from '../../lib/capacity/cluster-capacity';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { Cluster, Environment, istio, linkerd, type ClusterProps, type NodePool } from '../../lib';
import { answerFor, deployment } from './objects';

const general: NodePool = { name: 'general', maximum: 3, allocatable: { cpu: '4', memory: '16Gi', pods: '58' } };
const zones = ['a', 'b', 'c'];
const ec2 = { amiAlias: 'al2023@v20260801', role: 'nodes', subnetTags: { a: 'b' }, securityGroupTags: { c: 'd' } };

function clusterWith(nodePools: readonly NodePool[], more: Partial<ClusterProps> = {}): Cluster {
  return new Cluster('prod', {
    environment: new Environment('prod'),
    kubernetesVersion: '1.33',
    region: 'r',
    zones,
    nodePools,
    ...more,
  });
}

function about(name: string, objects: readonly Manifest[], cluster: Cluster, zoneLost = false) {
  const manifests = new ManifestSet(objects.map((manifest) => ({ manifest })));
  return answerFor(clusterCapacity(manifests, cluster, { zoneLost }), name);
}

describe('the pools of a cluster', () => {
  test('are nodes at their maximum, evenly over the zones', () => {
    const web = about('web', [deployment({ name: 'web', replicas: 12 })], clusterWith([general]));
    expect(web).toMatchObject({ status: 'proved', placed: [{ node: 'general-1' }, { node: 'general-2' }, {}] });
    const more = about('web', [deployment({ name: 'web', replicas: 13 })], clusterWith([general]));
    expect(more.status).toBe('violated');
  });

  test('have nodes of 110 pods, as the kubelet does, where nobody says how many', () => {
    const pool: NodePool = { name: 'large', maximum: 1, allocatable: { cpu: '200', memory: '400Gi' } };
    const web = (replicas: number) => about('web', [deployment({ name: 'web', replicas })], clusterWith([pool]));
    expect(web(110).status).toBe('proved');
    expect(web(111)).toMatchObject({ status: 'violated', resource: 'pods' });
    const taken = clusterWith([{ ...pool, daemonSetOverhead: { pods: '10' } }]);
    expect(about('web', [deployment({ name: 'web', replicas: 101 })], taken).status).toBe('violated');
  });

  test('leave out what DaemonSets outside the tree ask for', () => {
    const pool = { ...general, daemonSetOverhead: { cpu: '1' } };
    const web = about('web', [deployment({ name: 'web', replicas: 12 })], clusterWith([pool]));
    expect(web).toMatchObject({ status: 'violated', reasons: ['9 of 12 pods fit on the 3 nodes that take them'] });
  });

  test('keep off what does not tolerate their taints, and have their labels, zone and region', () => {
    const spot: NodePool = {
      ...general,
      name: 'spot',
      zones: ['b'],
      labels: { tier: 'spot' },
      taints: [{ key: 'spot', effect: 'NoSchedule' }],
    };
    const pod = {
      nodeSelector: { tier: 'spot', 'topology.kubernetes.io/zone': 'b', 'topology.kubernetes.io/region': 'r' },
    };
    const lost = about('web', [deployment({ name: 'web', pod })], clusterWith([general, spot]));
    expect(lost).toMatchObject({ status: 'violated', reasons: ['no node takes its pods'] });
    const tolerations = [{ key: 'spot', operator: 'Exists' }];
    const placed = about(
      'web',
      [deployment({ name: 'web', pod: { ...pod, tolerations } })],
      clusterWith([general, spot]),
    );
    expect(placed).toMatchObject({ status: 'proved', placed: [{ node: 'spot-1', count: 1 }] });
  });

  test('of which nobody says how large a node is prove nothing', () => {
    const any: NodePool = { name: 'any', maximum: 3, instanceTypes: ['m7g.large', 'm7g.xlarge'] };
    expect(about('web', [deployment({ name: 'web' })], clusterWith([any]))).toMatchObject({
      status: 'unproved',
      reasons: ['how large the nodes are that the pool any makes is not known'],
    });
    const pod = { nodeSelector: { 'node.kubernetes.io/instance-type': 'c7g.large' } };
    expect(about('web', [deployment({ name: 'web', pod })], clusterWith([any])).status).toBe('violated');
  });

  test('say how large the nodes of a NodePool are that has their name', () => {
    const nodePool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'general' }, spec: {} };
    expect(about('web', [nodePool, deployment({ name: 'web' })], clusterWith([general])).status).toBe('proved');
    const other = { ...nodePool, metadata: { name: 'other' } };
    expect(about('web', [other, deployment({ name: 'web' })], clusterWith([general])).status).toBe('unproved');
  });

  test('may make the nodes of a lost zone elsewhere: what fits only then is not proved, and what never fits is violated', () => {
    const cluster = clusterWith([general]);
    expect(about('web', [deployment({ name: 'web', replicas: 8 })], cluster, true).status).toBe('proved');
    const pressed = about('web', [deployment({ name: 'web', replicas: 9 })], cluster, true);
    expect(pressed).toMatchObject({
      status: 'unproved',
      zoneLost: 'a',
      reasons: ['8 of 9 pods fit on the 2 nodes that take them, unless pools make the lost nodes in other zones'],
    });
    expect(about('web', [deployment({ name: 'web', replicas: 13 })], cluster, true).status).toBe('violated');
    const pinned = { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } };
    expect(about('web', [deployment({ name: 'web', pod: pinned })], cluster, true).status).toBe('violated');
  });

  test('are missed where there are none: nothing follows', () => {
    expect(about('web', [deployment({ name: 'web' })], clusterWith([]))).toMatchObject({
      status: 'unproved',
      reasons: ['nothing is known of the nodes'],
    });
  });
});

describe('volumes of StorageClasses that the cluster has without its tree', () => {
  const store = (spec: JsonObject) =>
    deployment({
      name: 'db',
      kind: 'StatefulSet',
      replicas: 2,
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] },
    });
  const dbWith = (storageClasses: ClusterProps['storageClasses'], spec: JsonObject = { storageClassName: 'fast' }) =>
    about('db', [store(spec)], clusterWith([general], { storageClasses: storageClasses ?? [] }));
  const fast = { name: 'fast', volumeBindingMode: 'WaitForFirstConsumer' } as const;

  test('are made where their pods are placed, if they are declared so, in the zones of the class', () => {
    expect(dbWith([fast]).status).toBe('proved');
    expect(dbWith([{ ...fast, zones: ['b'] }])).toMatchObject({
      status: 'proved',
      placed: [{ node: 'general-2', count: 2 }],
    });
    expect(dbWith([{ ...fast, default: true }], {}).status).toBe('proved');
  });

  test('prove nothing where they are made at once, and where nobody declares the class', () => {
    expect(dbWith([{ name: 'fast' }]).status).toBe('unproved');
    expect(dbWith([fast], {}).fix).toBe('name one, or declare the default under storageClasses of the cluster');
    expect(dbWith([{ ...fast, default: true }], { storageClassName: '' }).status).toBe('unproved');
    expect(dbWith([])).toMatchObject({
      status: 'unproved',
      reasons: ['where its volumes can be is not known: StorageClass fast is neither in the tree nor declared'],
      fix: 'StorageClass fast: declare it under storageClasses of the cluster, or add it to the tree',
    });
  });
});

describe('the labels of a pool', () => {
  const selecting = (nodeSelector: Readonly<Record<string, string>>, pool: NodePool) =>
    about('web', [deployment({ name: 'web', pod: { nodeSelector } })], clusterWith([pool]));

  test('are those that Karpenter is told, where it has no choice', () => {
    const karpenter = {
      ec2,
      capacityTypes: ['spot'],
      architectures: ['arm64'],
      requirements: [{ key: 'a', values: ['b'] }],
    } as const;
    const pool: NodePool = { ...general, karpenter };
    expect(
      selecting({ 'karpenter.sh/capacity-type': 'spot', 'kubernetes.io/arch': 'arm64', a: 'b' }, pool).status,
    ).toBe('proved');
    expect(selecting({ 'karpenter.sh/capacity-type': 'on-demand' }, pool).status).toBe('violated');
    expect(selecting({ a: 'c' }, pool).status).toBe('violated');
  });

  test('that a provider may set are neither there nor missing, until the pool says so', () => {
    expect(selecting({ 'kubernetes.io/arch': 'arm64' }, general)).toMatchObject({
      status: 'unproved',
      reasons: [
        'whether the nodes of pool general have the label kubernetes.io/arch that its pods ask for is not said',
      ],
      fix: 'say it in the labels of the pool general',
    });
    expect(
      selecting({ 'kubernetes.io/arch': 'arm64' }, { ...general, labels: { 'kubernetes.io/arch': 'arm64' } }).status,
    ).toBe('proved');
    expect(selecting({ team: 'shop' }, general).status).toBe('violated');
    // Others may find less room than there seems to be.
    const wide = deployment({
      name: 'wide',
      replicas: 3,
      cpu: '2',
      pod: { nodeSelector: { 'kubernetes.io/arch': 'arm64' } },
    });
    expect(about('web', [deployment({ name: 'web', cpu: '3' }), wide], clusterWith([general])).status).toBe('unproved');
  });
});

describe('what a version of Karpenter has', () => {
  const withKarpenter = (version: string, karpenter: object, featureGates: readonly string[] = []) => {
    const fromPlainJavaScript: object = { nodePools: [{ ...general, minimum: 3, karpenter: { ec2, ...karpenter } }] };
    return () => clusterWith([], { ...fromPlainJavaScript, autoscalers: { karpenter: { version, featureGates } } });
  };

  test.each<[string, object, string, string]>([
    ['1.13', { consolidationPolicy: 'Balanced' }, '1.14', 'consolidationPolicy'],
    ['1.8', { requirements: [{ key: 'a', operator: 'Gte', values: ['4'] }] }, '1.9', 'requirements[0].operator'],
    ['1.7', { replicas: 3 }, '1.8', 'replicas'],
  ])('%s is older than %j', (version, karpenter, since, field) => {
    const gates = ['StaticCapacity'];
    expect(withKarpenter(version, karpenter, gates)).toThrow(
      `${field}\n  Forbidden: Karpenter ${version} does not have it yet`,
    );
    expect(withKarpenter(since, karpenter, gates)).not.toThrow();
  });

  test('a static pool has one number of nodes, and nothing else that says how many', () => {
    const gates = ['StaticCapacity'];
    expect(withKarpenter('1.14', { replicas: 2 }, gates)).toThrow(
      'replicas\n  Invalid value: 2: the pool has 3 to 3 nodes',
    );
    expect(withKarpenter('1.14', { replicas: 3, weight: 10 }, gates)).toThrow('weight\n  Forbidden');
    expect(withKarpenter('1.14', { replicas: 3 })).toThrow('replicas\n  Forbidden: the feature gate StaticCapacity');
  });
});

describe('pools that cannot be', () => {
  test.each<[string, readonly object[]]>([
    ['nodePools[1].name\n  Duplicate value: "general"', [{ ...general }, { ...general }]],
    ['nodePools[0].name\n  Invalid value: "A"', [{ ...general, name: 'A' }]],
    ['nodePools[0].maximum\n  Invalid value: 5001: must be between 1 and 5000', [{ ...general, maximum: 5001 }]],
    ['nodePools[0].minimum\n  Invalid value: 4: must be between 0 and 3', [{ ...general, minimum: 4 }]],
    ['nodePools[0].allocatable\n  Required value', [{ name: 'a', maximum: 1 }]],
    [
      'nodePools[0].allocatable.memory\n  Required value: a node of the pool would have no memory',
      [{ ...general, allocatable: { cpu: '4' } }],
    ],
    ['nodePools[0].allocatable.cpu\n  Required value', [{ ...general, allocatable: { memory: '4Gi' } }]],
    ['nodePools[0].allocatable.cpu\n  Invalid value: "four"', [{ ...general, allocatable: { cpu: 'four' } }]],
    ['nodePools[0].zones\n  Not found: "d": must be one of "a", "b", "c"', [{ ...general, zones: ['d'] }]],
    ['nodePools[0].taint\n  unknown field; did you mean "taints"?', [{ ...general, taint: [] }]],
    ['nodePools[0].karpenter.ec2\n  Required value: exactly one of', [{ ...general, karpenter: {} }]],
    ...(
      [
        ['weight\n  Invalid value: 0', { weight: 0 }],
        ['consolidateAfter\n  Invalid value: "5 minutes"', { consolidateAfter: '5 minutes' }],
        ['expireAfter\n  Invalid value: "30d"', { expireAfter: '30d' }],
        ['terminationGracePeriod\n  Invalid value: "Never"', { terminationGracePeriod: 'Never' }],
        ['consolidationPolicy\n  Unsupported value: "WhenUnderutilized"', { consolidationPolicy: 'WhenUnderutilized' }],
        ['budgets[0].nodes\n  Invalid value: 1', { budgets: [{ nodes: 1 }] }],
        ['budgets[0].duration\n  Required value', { budgets: [{ nodes: '0', schedule: '@daily' }] }],
        [
          'budgets[0].schedule\n  Invalid value: "daily"',
          { budgets: [{ nodes: '0', schedule: 'daily', duration: '8h' }] },
        ],
        ['budgets[0].reasons[0]\n  Unsupported value', { budgets: [{ nodes: '0', reasons: ['Expired'] }] }],
        ['startupTaints[0].effect\n  Unsupported value', { startupTaints: [{ key: 'a', effect: 'NoSchedul' }] }],
        ['limits.memory\n  Invalid value: "40Gi": 3 nodes with 16Gi each', { limits: { memory: '40Gi' } }],
        ['limits.nodes\n  Forbidden: maximum says', { limits: { nodes: '3' } }],
        ['replicas\n  Forbidden: the feature gate StaticCapacity', { replicas: 3 }],
        ['requirements[0].values\n  Required value: In', { requirements: [{ key: 'a' }] }],
        [
          'requirements[0].values\n  Invalid value: ["x"]: Gt',
          { requirements: [{ key: 'a', operator: 'Gt', values: ['x'] }] },
        ],
        [
          'requirements[0].values\n  Forbidden: Exists',
          { requirements: [{ key: 'a', operator: 'Exists', values: ['x'] }] },
        ],
        [
          'requirements[0].minValues\n  Invalid value: 2',
          { requirements: [{ key: 'a', values: ['x'], minValues: 2 }] },
        ],
        ['requirements[0].key\n  Forbidden', { requirements: [{ key: 'kubernetes.io/hostname', values: ['x'] }] }],
        ['ec2.amiAlias\n  Invalid value: "al2023@latest"', { ec2: { ...ec2, amiAlias: 'al2023@latest' } }],
        ['ec2.amiAlias\n  Unsupported value: "ubuntu"', { ec2: { ...ec2, amiAlias: 'ubuntu@v1' } }],
        ['ec2.amiAlias\n  Invalid value: "windows2022@v1"', { ec2: { ...ec2, amiAlias: 'windows2022@v1' } }],
        ['ec2.instanceProfile\n  Forbidden: role and instanceProfile', { ec2: { ...ec2, instanceProfile: 'p' } }],
        ['ec2\n  Required value: one of role, instanceProfile', { ec2: { ...ec2, role: undefined } }],
        ['ec2.amiFamily\n  Required value', { ec2: { ...ec2, amiAlias: undefined, amis: [{ id: 'ami-1' }] } }],
        [
          'ec2.amis[0]\n  Required value',
          { ec2: { ...ec2, amiAlias: undefined, amis: [{ owner: 'self' }], amiFamily: 'AL2023' } },
        ],
        [
          'ec2.amis[0].id\n  Forbidden',
          { ec2: { ...ec2, amiAlias: undefined, amis: [{ id: 'ami-1', name: 'a' }], amiFamily: 'AL2023' } },
        ],
        ['ec2.subnetTags\n  Required value', { ec2: { ...ec2, subnetTags: undefined } }],
        ['ec2.subnetIds[0]\n  Invalid value: "vpc-1"', { ec2: { ...ec2, subnetIds: ['vpc-1'] } }],
        [
          'ec2.metadataOptions.httpToken\n  unknown field; did you mean "httpTokens"?',
          { ec2: { ...ec2, metadataOptions: { httpToken: 'required' } } },
        ],
        [
          'ec2.blockDeviceMappings[0].ebs.volumeSize\n  Invalid value: "100 GB"',
          { ec2: { ...ec2, blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: '100 GB' } }] } },
        ],
        [
          'ec2.blockDeviceMappings[0].ebs.volumeSize\n  Required value',
          { ec2: { ...ec2, blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: {} }] } },
        ],
        ['ec2.tags.karpenter.sh/nodepool\n  Forbidden', { ec2: { ...ec2, tags: { 'karpenter.sh/nodepool': 'a' } } }],
      ] as const
    ).map(([message, karpenter]): [string, readonly object[]] => [
      `nodePools[0].karpenter.${message}`,
      [{ ...general, karpenter: { ec2, ...karpenter } }],
    ]),
    [
      'nodePools[0].allocatable.pods\n  Invalid value: 58: the kubelet of a node takes 30',
      [{ ...general, karpenter: { ec2: { ...ec2, kubelet: { maxPods: 30 } } } }],
    ],
    [
      'nodePools[0].labels.karpenter.sh/nodepool\n  Forbidden: Karpenter sets',
      [{ ...general, labels: { 'karpenter.sh/nodepool': 'x' }, karpenter: { ec2 } }],
    ],
  ])('%s', (message, pools) => {
    const fromPlainJavaScript: object = { nodePools: pools };
    expect(() => clusterWith([], fromPlainJavaScript)).toThrow(`Cluster prod  ${message}`);
  });
});

describe('the proxies of a mesh', () => {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } },
  };
  const withMesh = clusterWith([general], { mesh: istio({ version: '1.30' }) });
  const requests = (objects: readonly Manifest[], cluster = withMesh) =>
    about('web', objects, cluster).podRequests.get('cpu');
  const annotated = (annotations: JsonObject) => {
    const web = deployment({ name: 'web' });
    const template = {
      metadata: { labels: { app: 'web' }, annotations },
      spec: { containers: [{ name: 'app', image: 'a:1' }] },
    };
    return { ...web, spec: { template } };
  };

  test('are counted where they are injected, as the chart has them or as the pod says', () => {
    expect(requests([deployment({ name: 'web' })])).toBe(1000);
    expect(requests([namespace, deployment({ name: 'web' })])).toBe(1100);
    expect(requests([namespace, annotated({ 'sidecar.istio.io/proxyCPU': '250m' })])).toBe(250);
    expect(requests([namespace, annotated({ 'sidecar.istio.io/proxyCPULimit': '1' })])).toBe(1000);
    expect(requests([namespace, annotated({ 'sidecar.istio.io/proxyMemory': '1Gi' })])).toBeUndefined();
    expect(requests([namespace, annotated({ 'sidecar.istio.io/inject': 'false' })])).toBeUndefined();
  });

  test('of Linkerd ask for nothing that nobody said', () => {
    const inject = { 'linkerd.io/inject': 'enabled' };
    const cluster = clusterWith([general], { mesh: linkerd({ version: '2.20' }) });
    expect(requests([annotated(inject)], cluster)).toBeUndefined();
    expect(requests([annotated({ ...inject, 'config.linkerd.io/proxy-cpu-request': '50m' })], cluster)).toBe(50);
  });

  test('get what the LimitRange gives to containers that say nothing, and quotas count it', () => {
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults', namespace: 'shop' },
      spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '200m' }, default: { cpu: '1' } }] },
    };
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: 'shop' },
      spec: { hard: { 'requests.cpu': '390m', 'limits.cpu': '2' } },
    };
    const cluster = clusterWith([general], { mesh: linkerd({ version: '2.20' }) });
    const inject = { 'linkerd.io/inject': 'enabled' };
    const quotaOf = (annotations: JsonObject) =>
      clusterCapacity(
        new ManifestSet([range, quota, annotated(annotations)].map((manifest) => ({ manifest }))),
        cluster,
      ).quotas[0];
    expect(requests([range, annotated(inject)], cluster)).toBe(400);
    expect(quotaOf(inject)).toMatchObject({
      status: 'violated',
      entries: [
        { key: 'requests.cpu', used: 400 },
        { key: 'limits.cpu', used: 2000 },
      ],
    });
    const limited = { ...inject, 'config.linkerd.io/proxy-cpu-request': '50m' };
    expect(quotaOf(limited)).toMatchObject({ status: 'proved', entries: [{ used: 250 }, { used: 2000 }] });
  });

  test('that were written into the manifest are counted once', () => {
    const containers = [
      { name: 'app', image: 'a:1', resources: { requests: { cpu: '1' } } },
      { name: 'istio-proxy', image: 'p:1', resources: { requests: { cpu: '300m' } } },
    ];
    expect(requests([namespace, deployment({ name: 'web', pod: { containers } })])).toBe(1300);
  });
});
