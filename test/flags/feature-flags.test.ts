import { consul, istio, linkerd, Worker, type ClusterProps } from '../../lib';
import { FeatureFlags, flag } from '../../lib/flags';
import { noStaleFeatureFlag } from '../../lib/checks/flags/no-stale-feature-flag';
import { workloadDemands } from '../../lib/capacity/demand/workload-demands';
import { Field } from '../../lib/manifest/objects/field';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { synthesize, type Tree } from '../../lib/testing';
import { newCheckout, served, servedShop, shopOn } from './flags-fleet';

const meshes: Readonly<Record<string, Partial<ClusterProps>>> = {
  'no mesh': {},
  'istio sidecar': { mesh: istio({ version: '1.30' }) },
  'istio ambient': { mesh: istio({ mode: 'ambient', version: '1.30' }) },
  linkerd: { mesh: linkerd({ version: '2.20' }) },
  consul: { mesh: consul({ version: '2.0' }) },
};

function object(tree: Tree, kind: string): Field {
  const found = tree.manifests.find(({ manifest }) => manifest.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return Field.root(found.manifest);
}

const annotations = (tree: Tree) => object(tree, 'Deployment').at('spec', 'template', 'metadata', 'annotations').value;

const egressOf = (tree: Tree) =>
  tree.manifests
    .filter(({ manifest }) => manifest.kind === 'NetworkPolicy')
    .flatMap(({ manifest }) => Field.root(manifest).at('spec', 'egress').items())
    .map(({ value }) => value);

test('a flag becomes a FeatureFlag with its variants, its targeting, its owner and its end', () => {
  const flags = object(synthesize(servedShop(), 'prod-euw1'), 'FeatureFlag').at('spec', 'flagSpec', 'flags');
  expect(flags.value).toEqual({
    'new-checkout': {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: {
        if: [
          { ends_with: [{ var: 'email' }, '@shop.example'] },
          'on',
          {
            fractional: [
              ['on', 10],
              ['off', 90],
            ],
          },
        ],
      },
      metadata: { owner: 'team-checkout', expires: '2027-03-01' },
    },
  });
});

test.each(Object.entries(meshes))(
  'on %s, pods that are served reach flagd-proxy, and the tree passes all checks',
  (_, mesh) => {
    const tree = synthesize(servedShop({ ...served, ...mesh }), 'prod-euw1');
    expect(annotations(tree)).toMatchObject({
      'openfeature.dev/enabled': 'true',
      'openfeature.dev/featureflagsource': 'checkout',
    });
    expect(object(tree, 'FeatureFlagSource').at('spec', 'sources').value).toEqual([
      { source: 'shop/checkout', provider: 'flagd-proxy' },
    ]);
    expect(egressOf(tree)).toContainEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'open-feature-operator-system' } },
          podSelector: { matchLabels: { app: 'flagd-proxy' } },
        },
      ],
      ports: [{ protocol: 'TCP', port: 8015 }],
    });
    expect(tree).toPassChecks();
  },
);

test('flagd is probed where no mesh stands before it, from the nodes that the cluster names', () => {
  const nodes = { ...served, network: { ...served.network, nodeCidrs: ['10.20.0.0/16'] } };
  const probed = synthesize(servedShop(nodes), 'prod-euw1');
  expect(object(probed, 'FeatureFlagSource').at('spec', 'probesEnabled').value).toBe(true);
  expect(probed).toAllow({ from: '10.20.0.1', to: 'shop/web', port: 8014 });
  const meshed = synthesize(servedShop({ ...nodes, ...meshes['istio sidecar'] }), 'prod-euw1');
  expect(object(meshed, 'FeatureFlagSource').at('spec', 'probesEnabled').value).toBe(false);
});

test('an autoscaler measures the main container alone where flagd shares the pod', () => {
  const scaled = (evaluation: 'sidecar' | 'in-process') =>
    synthesize(
      shopOn(served, ({ chart, web }) => {
        const worker = new Worker(chart, 'worker', {
          image: 'registry.example/worker:1',
          scaling: { min: 2, max: 4, cpu: 70 },
        });
        new FeatureFlags(chart, 'checkout', { flags: { 'new-checkout': newCheckout } })
          .serve(web, { evaluation })
          .serve(worker, { evaluation });
      }),
      'prod-euw1',
    );
  const metrics = (tree: Tree) => object(tree, 'HorizontalPodAutoscaler').at('spec', 'metrics').items();
  expect(metrics(scaled('sidecar')).map((metric) => metric.at('containerResource', 'container').text)).toEqual([
    'worker',
  ]);
  expect(metrics(scaled('in-process')).map((metric) => metric.at('type').text)).toEqual(['Resource']);
});

test('flags from kubernetes need the API server and a token, and no proxy', () => {
  const tree = synthesize(servedShop(served, { from: 'kubernetes' }), 'prod-euw1');
  const spec = object(tree, 'Deployment').at('spec', 'template', 'spec');
  expect(spec.at('automountServiceAccountToken').value).toBe(true);
  expect(tree).toAllow({ from: 'shop/web', to: '10.0.0.1', port: 6443 });
  expect(tree).toPassChecks();
});

test('an application that evaluates by itself is told where flagd-proxy is, and which flags are its own', () => {
  const tree = synthesize(servedShop(served, {}, { evaluation: 'in-process' }), 'prod-euw1');
  expect(annotations(tree)).toMatchObject({ 'openfeature.dev/inprocessconfiguration': 'checkout' });
  expect(object(tree, 'InProcessConfiguration').at('spec').map).toMatchObject({
    host: 'flagd-proxy-svc.open-feature-operator-system.svc.cluster.local',
    port: 8015,
    selector: 'core.openfeature.dev/shop/checkout',
  });
  expect(tree).toPassChecks();
});

test('several FeatureFlags serve one workload, those of other namespaces by their namespace', () => {
  const fleet = shopOn(served, ({ chart, web }) => {
    new FeatureFlags(chart, 'checkout', { flags: { 'new-checkout': newCheckout } }).serve(web);
    new FeatureFlags(chart, 'search', { flags: { fuzzy: newCheckout } }).serve(web);
  });
  expect(annotations(synthesize(fleet, 'prod-euw1'))).toMatchObject({
    'openfeature.dev/featureflagsource': 'checkout, search',
  });
});

test.each<[title: string, facts: ClusterProps, declare: Parameters<typeof shopOn>[1], message: RegExp]>([
  [
    'a cluster without the operator',
    { ...served, openFeature: undefined } as unknown as ClusterProps,
    ({ chart }) => new FeatureFlags(chart, 'checkout', { flags: {} }),
    /cluster prod-euw1 has no openFeature/,
  ],
  [
    'a sidecar where Kubernetes has no sidecar containers',
    { ...served, kubernetesVersion: '1.28' },
    ({ chart, web }) => new FeatureFlags(chart, 'checkout', { flags: { 'new-checkout': newCheckout } }).serve(web),
    /Kubernetes 1.28 has not: its pods would never start/,
  ],
  [
    'an application that evaluates flags from kubernetes',
    served,
    ({ chart, web }) =>
      new FeatureFlags(chart, 'checkout', { flags: { 'new-checkout': newCheckout }, from: 'kubernetes' }).serve(web, {
        evaluation: 'in-process',
      }),
    /finds its flags by flagd-proxy, and checkout comes from kubernetes/,
  ],
  [
    'one workload that is served in two ways',
    served,
    ({ chart, web }) => {
      const flags = { 'new-checkout': newCheckout };
      new FeatureFlags(chart, 'one', { flags }).serve(web);
      new FeatureFlags(chart, 'two', { flags }).serve(web, { evaluation: 'in-process' });
    },
    /the operator looks at one of them alone/,
  ],
])('%s is refused', (_, facts, declare, message) => {
  expect(() => {
    expect(synthesize(shopOn(facts, declare), 'prod-euw1')).toPassChecks();
  }).toThrow(message);
});

test.each<[title: string, props: unknown, message: RegExp]>([
  ['a misspelt prop', { flags: {}, form: 'kubernetes' }, /form.*from/s],
  ['a flag without an owner', { flags: { a: { variants: { on: true }, defaultVariant: 'on' } } }, /flags\.a\.owner/],
  ['a day that is none', { flags: { a: { ...newCheckout, expires: 'soon' } } }, /must be a day/],
  ['a flag that is no map', { flags: { a: true } }, /flags\.a\b/],
])('from JavaScript, %s is refused', (_, props, message) => {
  const fleet = shopOn(served, ({ chart }) => {
    new FeatureFlags(chart, 'checkout', props as ConstructorParameters<typeof FeatureFlags>[2]);
  });
  expect(() => synthesize(fleet, 'prod-euw1')).toThrow(message);
});

test('a variant that the flag has not does not compile, and stops the synth where nobody compiled', () => {
  const wrong = flag({
    variants: { on: true, off: false },
    // @ts-expect-error no such variant
    defaultVariant: 'of',
    owner: 'team-checkout',
  });
  const tree = synthesize(servedShop(served, { flags: { wrong } }), 'prod-euw1');
  expect(() => {
    expect(tree).toPassChecks();
  }).toThrow(/Unsupported value: "of": the variants are (on|off)/);
});

const stale = { severity: 'warning', checks: [noStaleFeatureFlag] } as const;

test('flags are stale from their day on, and not before', () => {
  const tree = synthesize(servedShop(), 'prod-euw1');
  expect(tree).toPassChecks({ ...stale, today: '2027-02-28' });
  expect(() => {
    expect(tree).toPassChecks({ ...stale, today: '2027-03-01' });
  }).toThrow(/no-stale-feature-flag/);
});

test('capacity counts the flagd that each pod gets', () => {
  const sidecarResources = { requests: { cpu: '50m', memory: '16Mi' } };
  const manifests = new ManifestSet(synthesize(servedShop(served, { sidecarResources }), 'prod-euw1').manifests);
  const [web] = workloadDemands(manifests);
  expect(web?.resources.requests).toEqual(
    new Map([
      ['cpu', 100 + 50],
      ['memory', (64 + 16) * 2 ** 20],
    ]),
  );
});
