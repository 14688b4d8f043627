import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterFor } from '../../lib/cli/cluster-for';
import { readInventoriedFacts } from '../../lib/cli/cluster-facts-file';
import { describeCluster } from '../../lib/fleet/describe-cluster';
import { clusterFactList, linesOf } from '../../lib/fleet/facts/cluster-fact-list';
import { formatInventory, parseInventory } from '../../lib/synth/writer/inventory';
import { argoRollouts, Cluster, Environment, flux, istio, type ClusterProps } from '../../lib';

interface Sample {
  /** What a user writes so that the line differs from the default. */
  readonly props: Partial<ClusterProps>;
  /** What the line may not be. */
  readonly wrong: unknown;
}

const minimal = { environment: new Environment('prod'), kubernetesVersion: '1.33' } as const;
const podLabels = { app: 'prometheus' };
const samples: Readonly<Record<string, Sample>> = {
  kubernetesVersion: { props: { kubernetesVersion: '1.31' }, wrong: 1.31 },
  tier: { props: { environment: new Environment('prod', { tier: 'production' }) }, wrong: 'prod' },
  region: { props: { region: 'eu-west-1' }, wrong: ['eu-west-1'] },
  zones: { props: { region: 'eu-west-1', zones: ['eu-west-1a'] }, wrong: 'eu-west-1a' },
  jurisdictions: { props: { jurisdictions: ['EU'] }, wrong: 'EU' },
  nodePools: {
    props: { nodePools: [{ name: 'general', maximum: 3, allocatable: { cpu: '4', memory: '16Gi' } }] },
    wrong: [{ name: 'general' }],
  },
  gangScheduling: { props: { gangScheduling: { product: 'coscheduling' } }, wrong: { product: 'cosheduling' } },
  queueing: { props: { queueing: { product: 'kueue', version: '0.19' } }, wrong: { product: 'kueu', version: '0.19' } },
  dnsDomain: { props: { dnsDomain: 'shop.local' }, wrong: null },
  cni: { props: { cni: 'cilium' }, wrong: 'ciliun' },
  mesh: { props: { mesh: istio({ version: '1.30', mode: 'ambient' }) }, wrong: 'istio' },
  gatewayApi: { props: { gatewayApi: { version: '1.5', channel: 'standard' } }, wrong: { version: '1.5' } },
  gitOps: {
    props: { gitOps: flux({ repository: { url: 'https://git.example/shop', revision: 'main', path: 'dist' } }) },
    wrong: { engine: 'flux', repository: 'https://git.example/shop' },
  },
  autoscalers: {
    props: {
      autoscalers: {
        resourceMetrics: false,
        keda: { version: '2.20', mesh: { serviceAccountName: 'keda-operator' } },
        verticalPodAutoscaler: { version: '1.7', featureGates: ['InPlace'] },
        metricAdapters: [{ namespace: 'monitoring', podLabels: { app: 'adapter' }, serves: ['custom'] }],
      },
    },
    wrong: { keda: { version: '2' } },
  },
  delivery: {
    props: { delivery: argoRollouts({ version: '1.9' }) },
    wrong: { product: 'argo-rollout', version: '1.9' },
  },
  network: {
    props: { network: { monitoring: { namespace: 'monitoring', podLabels } } },
    wrong: { monitorin: { namespace: 'monitoring', podLabels } },
  },
  monitoring: {
    props: {
      monitoring: {
        product: 'prometheus-operator',
        labels: { release: 'metrics' },
        namespaces: ['shop'],
      },
    },
    wrong: { product: 'prometheus' },
  },
  wave: { props: { wave: { name: 'rest', after: 'canary', maxUpdate: '25%' } }, wrong: { after: 'canary' } },
  openFeature: {
    props: { openFeature: { version: '0.9', namespace: 'flags', mesh: { serviceAccountName: 'flagd-proxy' } } },
    wrong: { version: 'latest' },
  },
  operators: {
    props: {
      operators: [
        {
          product: 'cloudnative-pg',
          version: '1.30',
          namespace: 'cnpg-system',
          podLabels: { app: 'cnpg' },
          barmanCloud: true,
        },
      ],
    },
    wrong: [{ product: 'cloudnative-pg', version: '1' }],
  },
  externalObjects: { props: { externalObjects: [{ kind: 'Secret', name: 'tls' }] }, wrong: [{ kind: 'Secret' }] },
  storageClasses: {
    props: { storageClasses: [{ name: 'fast', volumeBindingMode: 'WaitForFirstConsumer' }] },
    wrong: [{ name: 'fast', volumeBindingMode: 'WaitForConsumer' }],
  },
};
const lines = clusterFactList.flatMap((fact) => Object.keys(linesOf(fact)).map((line) => line.replace('?', '')));

/** A cluster as an inventory of it is read back. */
function readBack(cluster: Cluster): Cluster {
  const text = formatInventory({ environment: 'prod', cluster: 'a', facts: describeCluster(cluster), objects: [] });
  const facts = readInventoriedFacts(parseInventory(text, 'a.json', 'prod/a').facts, 'a.json');
  const tree = { cluster: 'a', environment: 'prod' };
  return clusterFor({ tree, facts, kubernetes: undefined, layers: [] }).cluster;
}

test('every fact has a sample here, and every sample is of a fact', () => {
  expect(Object.keys(samples).sort()).toEqual([...lines].sort());
});

describe.each(lines)('the fact %s', (line) => {
  const { props, wrong } = samples[line] ?? { props: {}, wrong: undefined };

  test('is in the inventory where it differs from the default, and comes back from there', () => {
    const cluster = new Cluster('a', { ...minimal, ...props });

    expect(describeCluster(cluster)).toHaveProperty(line);
    expect(readBack(cluster)).toEqual(cluster);
  });

  test('is refused where it is not what it can be', () => {
    // An inventory may be of a version that came later: what it says of it is left out.
    if (line !== 'kubernetesVersion')
      expect(() => readInventoriedFacts({ [line]: wrong }, 'a.json')).toThrow(new RegExp(`^a\\.json: ${line}[.[:]`));
    if (line === 'tier') return;
    const fromPlainJavaScript = { ...minimal, ...props, [line]: wrong };
    expect(() => new Cluster('a', fromPlainJavaScript)).toThrow(new RegExp(` Cluster a {2}${line}\\b.*\n`));
  });

  test('is documented where it stands', () => {
    const folder = join(__dirname, '../../lib/fleet/facts');
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));

    expect(sources.some((source) => new RegExp(`\\*/\\n  readonly ${line}\\??:`).test(source))).toBe(true);
  });
});

describe('plain JavaScript', () => {
  test.each<[string, object, string]>([
    ['a mistyped name', { zone: ['a'] }, 'zone\n  unknown field; did you mean "zones"?'],
    ['a name in another case', { dnsdomain: 'a' }, 'dnsdomain\n  unknown field; did you mean "dnsDomain"?'],
    [
      'the name of a mesh',
      { mesh: 'istio' },
      'mesh\n  Invalid value: "istio": must be what its function says\n  fix:  write istio({ version:',
    ],
    [
      'a mesh that there is none of',
      { mesh: { product: 'isto', version: '1' } },
      'mesh.product\n  Unsupported value: "isto"',
    ],
    [
      'what every object inherits',
      { mesh: { product: 'constructor' } },
      'mesh.product\n  Unsupported value: "constructor"',
    ],
    [
      'a mistyped fact of a mesh',
      { mesh: { product: 'linkerd', version: '2.20', trustdomain: 'a' } },
      'mesh.trustdomain\n  unknown field; did you mean "trustDomain"?',
    ],
    [
      'a plugin in the network',
      { network: { cni: 'cilium' } },
      'network.cni\n  unknown field; known are dns, monitoring, ingressControllers, apiServer, nodeCidrs, podCidrs, serviceCidrs\n  fix:  write "cni" beside "network"',
    ],
    ['a prototype', { network: Object.create({ nodeCidrs: [] }) as object }, 'network\n  Invalid value: '],
    ['no environment', { environment: 'prod' }, 'environment\n  Required value: new Environment(…)'],
  ])('is told of %s', (_, props, message) => {
    expect(() => new Cluster('a', { ...minimal, ...props })).toThrow(` Cluster a  ${message}`);
  });

  test('may leave a fact undefined', () => {
    const props: object = { region: undefined, mesh: undefined };

    expect(new Cluster('a', { ...minimal, ...props })).toEqual(new Cluster('a', minimal));
  });

  test('gets the defaults of a mesh that is written as in a file', () => {
    const mesh = { product: 'istio', version: '1.30' } as const;

    expect(new Cluster('a', { ...minimal, mesh }).mesh).toEqual({
      ...istio({ version: '1.30' }),
      nativeSidecars: true,
    });
  });
});
