import { istio, linkerd, Tenant, WebService, Worker, Port, type ClusterProps, type TenantProps } from '../../lib';
import { whoCan } from '../../lib/manifest/rbac/who-can';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { synthesize } from '../../lib/testing';
import { exampleFleet, render } from '../example-fleet';

const base: TenantProps = { team: 'shop' };

function objectsOf(props: Partial<TenantProps> = {}, cluster: Partial<ClusterProps> = {}) {
  return render((scope) => new Tenant(scope, 'shop', { ...base, ...props }), cluster);
}

test('is a namespace with its six Pod Security labels by version, its team, environment and cost center', () => {
  expect(
    objectsOf({ costCenter: '4711', podSecurity: 'baseline' }).get('Namespace/shop')?.metadata.labels,
  ).toMatchObject({
    team: 'shop',
    environment: 'dev',
    'cost-center': '4711',
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/enforce-version': 'v1.33',
    'pod-security.kubernetes.io/audit': 'baseline',
    'pod-security.kubernetes.io/audit-version': 'v1.33',
    'pod-security.kubernetes.io/warn': 'baseline',
    'pod-security.kubernetes.io/warn-version': 'v1.33',
  });
});

test.each<[string, Partial<ClusterProps>, object]>([
  ['Istio', { mesh: istio({ version: '1.30' }) }, { labels: { 'istio-injection': 'enabled' } }],
  [
    'a revision of Istio',
    { mesh: istio({ version: '1.30', revision: 'canary' }) },
    { labels: { 'istio.io/rev': 'canary' } },
  ],
  [
    'Istio ambient',
    { mesh: istio({ version: '1.30', mode: 'ambient' }) },
    { labels: { 'istio.io/dataplane-mode': 'ambient' } },
  ],
  ['Linkerd', { mesh: linkerd({ version: '2.20' }) }, { annotations: { 'linkerd.io/inject': 'enabled' } }],
])('the namespace has the marker of %s, though no workload is in the tree', (_, cluster, metadata) => {
  expect(objectsOf({}, cluster).get('Namespace/shop')?.metadata).toMatchObject(metadata);
});

describe('quotas', () => {
  test('open no way into the cluster unless they say so', () => {
    expect(objectsOf().get('ResourceQuota/compute')?.spec).toEqual({
      hard: { 'services.loadbalancers': '0', 'services.nodeports': '0' },
    });
    expect([...objectsOf().keys()]).not.toContain('LimitRange/defaults');
  });

  test('have every key', () => {
    const quota = {
      requests: { cpu: 8, memory: '16Gi', storage: '1Ti', 'nvidia.com/gpu': 2 },
      limits: { memory: '32Gi' },
      pods: 50,
      objects: { 'deployments.apps': 20 },
      loadBalancers: 1,
      storageClasses: { fast: { requests: '100Gi', claims: 4 } },
    };
    expect(objectsOf({ quotas: [quota] }).get('ResourceQuota/compute')?.spec).toEqual({
      hard: {
        'requests.cpu': '8',
        'requests.memory': '16Gi',
        'requests.storage': '1Ti',
        'requests.nvidia.com/gpu': '2',
        'limits.memory': '32Gi',
        pods: '50',
        'count/deployments.apps': '20',
        'services.loadbalancers': '1',
        'services.nodeports': '0',
        'fast.storageclass.storage.k8s.io/requests.storage': '100Gi',
        'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '4',
      },
    });
  });

  test('have every scope', () => {
    const objects = objectsOf({
      quotas: [
        { requests: { cpu: 4 } },
        { scope: 'BestEffort', pods: 0 },
        { scope: 'Terminating', pods: 5 },
        { scope: 'CrossNamespacePodAffinity', pods: 0 },
        { scope: { priorityClass: ['high-1000'] }, pods: 2 },
      ],
    });
    expect(objects.get('ResourceQuota/best-effort')?.spec).toEqual({ hard: { pods: '0' }, scopes: ['BestEffort'] });
    expect(objects.get('ResourceQuota/terminating')).toBeDefined();
    expect(objects.get('ResourceQuota/cross-namespace-pod-affinity')?.spec).toMatchObject({
      scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
    });
    expect(objects.get('ResourceQuota/priority')?.spec).toMatchObject({
      scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high-1000'] }] },
    });
  });

  test('of CPU or memory bring a LimitRange, so that pods without numbers are let in', () => {
    const quotas = [{ requests: { cpu: 4, memory: '8Gi' } }];
    expect(objectsOf({ quotas }).get('LimitRange/defaults')?.spec).toEqual({
      limits: [{ type: 'Container', default: { memory: '128Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } }],
    });
    const limits = {
      defaultRequest: { cpu: '50m' },
      default: { memory: '1Gi' },
      max: { memory: '4Gi' },
      maxClaim: '50Gi',
    };
    expect(objectsOf({ quotas, limits }).get('LimitRange/defaults')?.spec).toEqual({
      limits: [
        {
          type: 'Container',
          default: { memory: '1Gi' },
          defaultRequest: { cpu: '50m', memory: '128Mi' },
          max: { memory: '4Gi' },
        },
        { type: 'PersistentVolumeClaim', max: { storage: '50Gi' } },
      ],
    });
  });

  test.each<[readonly object[], string]>([
    [
      [{ scope: 'BestEffort', requests: { cpu: 1 }, pods: 1 }],
      'quotas[0]\n  Forbidden: the scope BestEffort counts pods alone\n  fix:  leave out requests',
    ],
    [[{ scope: 'BestEfort', pods: 1 }], 'fix:  write "BestEffort"'],
    [[{ requests: { cpu: 'four' } }], 'quotas[0].requests.cpu\n  Invalid value: "four": must be a quantity'],
    [[{}, { name: 'compute' }], 'quotas[1].name\n  Duplicate value: "compute"'],
    [[{ request: {} }], 'quotas[0].request\n  unknown field; did you mean "requests"?'],
  ])('%j are refused', (quotas, message) => {
    const fromPlainJavaScript: object = { quotas };
    expect(() => objectsOf(fromPlainJavaScript)).toThrow(message);
  });
});

test('limits are of containers, pods and claims, with the ratios that they may have', () => {
  const limits = {
    maxLimitRequestRatio: { memory: 1 },
    pod: { min: { cpu: '10m' }, max: { memory: '8Gi' }, maxLimitRequestRatio: { cpu: '4' } },
    minClaim: '1Gi',
    maxClaim: '100Gi',
  };
  expect(objectsOf({ limits }).get('LimitRange/defaults')).toHaveProperty('spec.limits', [
    { type: 'Container', maxLimitRequestRatio: { memory: '1' } },
    { type: 'Pod', min: { cpu: '10m' }, max: { memory: '8Gi' }, maxLimitRequestRatio: { cpu: '4' } },
    { type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '100Gi' } },
  ]);
});

test('groups, and never users, may do what a ClusterRole says, in this namespace alone', () => {
  const objects = objectsOf({ groups: { edit: ['shop-developers'], view: ['everyone'] } });
  const tree = new ManifestSet([...objects.values()].map((manifest) => ({ manifest })));
  const names = (verb: string, namespace: string) =>
    whoCan(tree, { verb, resource: 'deployments', group: 'apps', namespace }).grants.map(({ subject }) => subject.name);
  expect(names('create', 'shop')).toEqual(['shop-developers', 'deployer']);
  expect(names('get', 'shop')).toEqual(['shop-developers', 'everyone', 'deployer']);
  expect(names('get', 'other')).toEqual([]);
});

test('the account that objects are applied as is there unless it is not wanted, and can be granted more', () => {
  expect(objectsOf({ deployer: { name: 'flux', clusterRole: 'admin' } }).get('RoleBinding/flux-admin')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'admin' },
  });
  expect([...objectsOf({ deployer: false }).keys()].filter((key) => key.includes('deployer'))).toEqual([]);
  const objects = render((scope) =>
    new Tenant(scope, 'shop', base).deployer?.to(['create'], { group: 'shop.example', resource: 'widgets' }),
  );
  expect(objects.get('Role/deployer-grants')).toMatchObject({ rules: [{ resources: ['widgets'], verbs: ['create'] }] });
});

test('pods that name no account get no token', () => {
  expect(objectsOf().get('ServiceAccount/default')).toMatchObject({ automountServiceAccountToken: false });
});

describe('the network of a tenant', () => {
  test('is closed, but for what its workloads declare', () => {
    const fleet = exampleFleet((scope) => {
      const { chart } = new Tenant(scope, 'shop', base);
      const web = new WebService(chart, 'web', { image: 'registry.example/web:1', port: Port.http(8080) });
      new Worker(chart, 'client', { image: 'registry.example/client:1' }).connections.allowTo(web);
      new Worker(chart, 'other', { image: 'registry.example/other:1' });
    });
    const tree = synthesize(fleet, 'test');
    expect(tree).toAllow({ from: 'shop/client', to: 'shop/web', port: 8080 });
    expect(tree).toDeny({ from: 'shop/other', to: 'shop/web', port: 8080 });
  });

  test('opens for all of its pods what it says, and nothing more', () => {
    const ingressControllers = [
      { className: 'nginx', api: 'Ingress', namespace: 'ingress', podLabels: { app: 'nginx' } },
    ] as const;
    const monitoring = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };
    const objects = objectsOf(
      { network: { sameNamespace: true, ingress: ['nginx'], monitoring: true } },
      { network: { ingressControllers, monitoring } },
    );
    const policy = objects.get('NetworkPolicy/tenant');
    expect(policy).toMatchObject({ spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } });
    const text = JSON.stringify(policy);
    for (const peer of ['nginx', 'prometheus', 'kube-dns']) expect(text).toContain(peer);
    expect(text).not.toContain('ipBlock');
    expect(objects.get('NetworkPolicy/default-deny')).toBeDefined();
  });
});

test('pods with a proxy beside them reach the control plane of the mesh', () => {
  const network = { sameNamespace: true };
  const policyOf = (mesh: ClusterProps['mesh']) =>
    JSON.stringify(objectsOf({ network }, mesh === undefined ? {} : { mesh }).get('NetworkPolicy/tenant'));
  expect(policyOf(istio({ version: '1.30' }))).toContain('15012');
  expect(policyOf(istio({ version: '1.30', mode: 'ambient' }))).not.toContain('15012');
});

test('images come from its registries, whole folders of which are named', () => {
  const objects = objectsOf({ imageRegistries: ['registry.example/shop'] });
  expect(JSON.stringify(objects.get('ValidatingAdmissionPolicy/shop-image-registries'))).toContain(
    'registry.example/shop/',
  );
  expect(objects.get('ValidatingAdmissionPolicyBinding/shop-image-registries')).toMatchObject({
    spec: { matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } } },
  });
  expect(() => objectsOf({ imageRegistries: ['registry.example'] }, { kubernetesVersion: '1.29' })).toThrow(
    'imageRegistries\n  Forbidden: Kubernetes 1.29 has no ValidatingAdmissionPolicy by default',
  );
});

test.each<[string, string, boolean]>([
  ['the name of an image', 'registry.example/shop/client:1', true],
  ['it by a digest', `registry.example/shop/client@sha256:${'a'.repeat(64)}`, true],
  ['a name that begins alike', 'registry.example/shop/client-evil:1', false],
  ['another port of the host', 'registry.example:5000/shop/client:1', false],
])('the name of an image among its registries decides about %s', (_, image, isLetIn) => {
  const { findings } = exampleFleet((scope) => {
    const { chart } = new Tenant(scope, 'shop', { ...base, imageRegistries: ['registry.example/shop/client'] });
    new Worker(chart, 'client', { image });
  }).check('test');
  expect(findings.filter(({ id }) => id === 'no-refused-image')).toHaveLength(isLetIn ? 0 : 1);
});

test('a host among its registries is not one of its ports', () => {
  const policy = JSON.stringify(
    objectsOf({ imageRegistries: ['registry.example'] }).get('ValidatingAdmissionPolicy/shop-image-registries'),
  );
  expect(policy).toContain('[\\"registry.example/\\"]');
});

test.each([
  ['registry.example/shop/client:1.0', 'registry.example/shop/client'],
  [`registry.example:5000/shop/client@sha256:${'a'.repeat(64)}`, 'registry.example:5000/shop/client'],
  ['https://registry.example/shop', 'registry.example/shop'],
])('%s is no registry, and what to write is said', (registry, instead) => {
  expect(() => objectsOf({ imageRegistries: [registry] })).toThrow(`fix:  write "${instead}"`);
});

test('an image that its registries do not cover stops the synth, and proxies of a mesh are in doubt until theirs is named', () => {
  const refusalsOf = (image: string, imageRegistries: readonly string[], cluster: Partial<ClusterProps> = {}) =>
    exampleFleet((scope) => {
      const { chart } = new Tenant(scope, 'shop', { ...base, imageRegistries });
      new Worker(chart, 'client', { image });
    }, cluster)
      .check('test')
      .findings.filter(({ id }) => id === 'no-refused-image')
      .map(({ object, path, status, severity }) => `${object.kind} ${path} ${status} ${severity}`);
  const registries = ['registry.example/shop'];
  expect(refusalsOf('registry.example/shop/client:1', registries)).toEqual([]);
  expect(refusalsOf('registry.example/client:1', [])).toEqual([]);
  expect(refusalsOf('registry.example/client:1', registries)).toEqual([
    'Deployment spec.template.spec.containers[0].image violated error',
  ]);
  const cluster = { mesh: linkerd({ version: '2.20' }) };
  expect(refusalsOf('registry.example/shop/client:1', registries, cluster)).toEqual([
    'ValidatingAdmissionPolicy spec.validations unproved warning',
  ]);
  expect(refusalsOf('registry.example/shop/client:1', [...registries, 'cr.l5d.io/linkerd'], cluster)).toEqual([]);
});

describe('the store of a tenant', () => {
  test.each<[string, object, object]>([
    [
      'AWS',
      { aws: { service: 'SecretsManager', region: 'eu-west-1' } },
      {
        aws: {
          service: 'SecretsManager',
          region: 'eu-west-1',
          auth: { jwt: { serviceAccountRef: { name: 'secrets' } } },
        },
      },
    ],
    [
      'Google',
      { gcpsm: { projectID: 'shop', auth: { workloadIdentity: { clusterName: 'prod' } } } },
      {
        gcpsm: {
          projectID: 'shop',
          auth: { workloadIdentity: { clusterName: 'prod', serviceAccountRef: { name: 'secrets' } } },
        },
      },
    ],
    [
      'Azure',
      { azurekv: { vaultUrl: 'https://shop.example' } },
      {
        azurekv: {
          authType: 'WorkloadIdentity',
          vaultUrl: 'https://shop.example',
          serviceAccountRef: { name: 'secrets' },
        },
      },
    ],
    [
      'Vault',
      { vault: { server: 'https://vault.example', auth: { kubernetes: { mountPath: 'kubernetes', role: 'shop' } } } },
      {
        vault: {
          server: 'https://vault.example',
          auth: { kubernetes: { mountPath: 'kubernetes', role: 'shop', serviceAccountRef: { name: 'secrets' } } },
        },
      },
    ],
  ])('of %s is read as an account of the tenant', (_, provider, bound) => {
    const fromPlainJavaScript: object = { secretStore: { provider } };
    const objects = objectsOf(fromPlainJavaScript);
    expect(objects.get('SecretStore/shop')).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      metadata: { namespace: 'shop' },
      spec: { provider: bound },
    });
    expect(objects.get('ServiceAccount/secrets')).toMatchObject({ automountServiceAccountToken: false });
  });

  test('has the name that is said, and an account with what the store knows it by', () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/shop' };
    const provider = { aws: { service: 'ParameterStore', region: 'eu-west-1' } };
    const objects = objectsOf({
      secretStore: { name: 'parameters', provider, serviceAccount: { name: 'reader', annotations } },
    });
    expect(objects.get('ServiceAccount/reader')?.metadata.annotations).toEqual(annotations);
    expect(JSON.stringify(objects.get('SecretStore/parameters'))).toContain('"serviceAccountRef":{"name":"reader"}');
  });

  test.each<[string, object]>([
    ['secretStore.provider\n  Required value: the store', { provider: {} }],
    ['secretStore.provider\n  Forbidden: vault beside aws', { provider: { aws: {}, vault: {} } }],
    ['secretStore.provider.doppler\n  Unsupported value: "doppler"', { provider: { doppler: {} } }],
    ['secretStore.provider.vault.auth.kubernetes\n  Required value', { provider: { vault: { server: 'https://v' } } }],
    ['secretStore.providers\n  unknown field; did you mean "provider"?', { providers: { aws: {} } }],
  ])('%s', (message, secretStore) => {
    const fromPlainJavaScript: object = { secretStore };
    expect(() => objectsOf(fromPlainJavaScript)).toThrow(message);
  });
});
