import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ClusterScope } from '../../lib';
import {
  Cluster,
  ClusterChart,
  Config,
  Environment,
  Fleet,
  SynthError,
  synthFleets,
  type Deployment,
  type FleetProps,
} from '../../lib';
import { writtenFiles, writtenManifests } from './written-files';
import { rejection } from '../rejection';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });
const clusters = [
  new Cluster('dev-euw1', { environment: dev, kubernetesVersion: '1.33' }),
  new Cluster('prod-euw1', { environment: prod, kubernetesVersion: '1.33' }),
];
const everything = { environments: [], clusters: [] };

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

function fleetOf(deployment: Deployment, props: Partial<FleetProps> = {}): Fleet {
  return new Fleet({ clusters, outdir, ...props }).deploy(deployment);
}

function shop(data: Readonly<Record<string, string>>): Deployment {
  return (cluster) => new Config(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'settings', { data });
}

test('writes one tree a cluster, and nothing of a second run that says the same', () => {
  expect(fleetOf(shop({ a: '1' })).synth(everything)).toMatchObject({ clusters: ['dev-euw1', 'prod-euw1'], outdir });
  const first = writtenFiles(outdir);
  expect([...first.keys()]).toEqual([
    '.inventory/dev/dev-euw1.json',
    '.inventory/fleet.json',
    '.inventory/prod/prod-euw1.json',
    'dev/dev-euw1/_cluster/namespace.shop.k8s.yaml',
    'dev/dev-euw1/shop/configmap.settings.k8s.yaml',
    'dev/dev-euw1/shop/networkpolicy.default-deny.k8s.yaml',
    'prod/prod-euw1/_cluster/namespace.shop.k8s.yaml',
    'prod/prod-euw1/shop/configmap.settings.k8s.yaml',
    'prod/prod-euw1/shop/networkpolicy.default-deny.k8s.yaml',
  ]);
  fleetOf(shop({ a: '1' })).synth(everything);
  expect(writtenFiles(outdir)).toEqual(first);
});

test('builds each cluster’s tree when its turn comes, one tree a cluster', () => {
  const roots: unknown[] = [];
  const built: string[] = [];
  fleetOf((cluster) => {
    roots.push(cluster.node.root);
    built.push(Cluster.of(cluster).name);
  }).synth(everything);
  expect(built).toEqual(['dev-euw1', 'prod-euw1']);
  expect(new Set(roots).size).toBe(2);
});

test('a cluster that fails leaves the last good trees of all', () => {
  fleetOf(shop({ a: '1' })).synth(everything);
  const before = writtenFiles(outdir);
  const broken = fleetOf((cluster) => {
    shop({ a: '2' })(cluster);
    if (cluster.cluster.name === 'prod-euw1') throw new Error('the second cluster fails');
  });
  expect(() => broken.synth(everything)).toThrow(new Error('the second cluster fails'));
  expect(writtenFiles(outdir)).toEqual(before);
});

test('narrowing touches no file of another cluster, even one that is out of date', () => {
  fleetOf(shop({ a: '1' })).synth(everything);
  const before = writtenFiles(outdir);
  fleetOf(shop({ a: '2' })).synth({ environments: ['prod'], clusters: [] });
  const changed = [...writtenFiles(outdir)].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  expect(changed).toEqual(['.inventory/prod/prod-euw1.json', 'prod/prod-euw1/shop/configmap.settings.k8s.yaml']);
});

test('removes what is no longer made, and leaves a file that it does not own', () => {
  fleetOf(shop({ a: '1' })).synth(everything);
  const foreign = join(outdir, 'dev/dev-euw1/shop/kustomization.yaml');
  writeFileSync(foreign, 'resources: []\n');
  fleetOf((cluster) => new ClusterChart(cluster, 'shop', { namespace: 'shop' })).synth(everything);
  expect([...writtenFiles(outdir).keys()].filter((path) => path.startsWith('dev/dev-euw1/shop/'))).toEqual([
    'dev/dev-euw1/shop/kustomization.yaml',
    'dev/dev-euw1/shop/networkpolicy.default-deny.k8s.yaml',
  ]);
});

test('a picture stands beside the inventory, and goes when it is not wanted or its cluster is gone', () => {
  const pictures = () => [...writtenFiles(outdir).keys()].filter((file) => file.endsWith('.svg'));
  fleetOf(shop({ a: '1' }), { graphs: true }).synth(everything);
  expect(pictures()).toEqual(['.inventory/dev/dev-euw1.svg', '.inventory/prod/prod-euw1.svg']);
  fleetOf(shop({ a: '1' }), { graphs: true, clusters: clusters.slice(1) }).synth(everything);
  expect(pictures()).toEqual(['.inventory/prod/prod-euw1.svg']);
  fleetOf(shop({ a: '1' })).synth(everything);
  expect(pictures()).toEqual([]);
});

test('two objects of one identity are an error that names both constructs, for every cluster at once', () => {
  const twice = fleetOf(
    (cluster) => {
      const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
      new Config(chart, 'settings', { data: { a: '1' } });
      new ApiObject(new Construct(chart, 'legacy'), 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
    },
    { checks: false },
  );
  const error = thrownBy(() => twice.synth(everything));
  expect(error).toBeInstanceOf(SynthError);
  expect(error.message).toBe(
    [
      '2 errors; nothing was written',
      '',
      'error  unique-object  ConfigMap shop/settings  metadata.name',
      '  Duplicate value: "settings": shop/settings makes the same object',
      '  fix:  rename one of them, or let one construct make it',
      '  from: dev-euw1/shop/legacy/settings',
      '  from: prod-euw1/shop/legacy/settings',
    ].join('\n'),
  );
  expect([...writtenManifests(outdir).keys()]).toEqual([]);
});

describe('what does not stop a synth', () => {
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', spec: { size: 1 } };
  const withWidget: Deployment = (cluster) =>
    new ApiObject(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'widget', {
      ...widget,
      metadata: { name: 'one' },
    });
  const told = (props: Partial<FleetProps>): string => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      fleetOf(withWidget, props).synth(everything);
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      write.mockRestore();
    }
  };

  test('is told on standard error, once for all clusters', () => {
    expect(told({})).toContain(
      'warning  require-definition  Widget shop/one  apiVersion  all 2 clusters\n  unproved: no definition of example.com/v1 Widget is known',
    );
  });

  test('is followed by one line about what the synth did', () => {
    const lines = told({}).trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(
      /^\d+ warnings?; .*objects in 2 clusters; .*judged as Kubernetes 1\.\d+, profile baseline, production; files in .*: \d+ written, 0 unchanged$/,
    );
  });

  test('is kept quiet where the program reports by itself', () => {
    expect(told({ report: false })).toBe('');
  });

  test('is judged by the schemas that the fleet names', () => {
    const definition = join(outdir, 'widgets.yaml');
    writeFileSync(
      definition,
      [
        'apiVersion: apiextensions.k8s.io/v1',
        'kind: CustomResourceDefinition',
        'metadata: { name: widgets.example.com }',
        'spec:',
        '  group: example.com',
        '  scope: Namespaced',
        '  names: { kind: Widget, plural: widgets }',
        '  versions:',
        '    - name: v1',
        '      served: true',
        '      storage: true',
        '      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: string } } } } } }',
      ].join('\n'),
    );
    const error = thrownBy(() => fleetOf(withWidget, { checks: { schemas: [definition] } }).synth(everything));
    expect(error.message).toContain('error  valid-schema  Widget shop/one  spec.size\n');
    const onlyInDev = (cluster: { readonly name: string }) => (cluster.name === 'dev-euw1' ? [definition] : []);
    expect(thrownBy(() => fleetOf(withWidget, { checks: { schemas: onlyInDev } }).synth(everything)).message).toContain(
      '1 error; nothing was written',
    );
  });
});

test('what a construct’s own validation says stops the synth', () => {
  const invalid = fleetOf((cluster) => {
    const part = new Construct(cluster, 'part');
    part.node.addValidation({ validate: () => ['it is not right'] });
  });
  expect(() => invalid.synth(everything)).toThrow(
    new Error('Validation failed with the following errors:\n  [part] it is not right'),
  );
});

test('refuses two clusters of one name', () => {
  expect(() => new Fleet({ clusters: [...clusters, ...clusters] })).toThrow(
    rejection('Fleet', 'clusters', 'Duplicate value: "dev-euw1": each cluster has a name of its own'),
  );
});

test('refuses to be empty: its synth would remove every tree', () => {
  expect(() => new Fleet({ clusters: [] })).toThrow(
    rejection('Fleet', 'clusters', 'Required value: at least one cluster'),
  );
});

test('refuses environments of one name that are not one environment', () => {
  const other = new Cluster('dev-use1', {
    environment: new Environment('dev', { tier: 'production' }),
    kubernetesVersion: '1.33',
  });
  expect(() => new Fleet({ clusters: [...clusters, other] })).toThrow(
    rejection('Fleet', 'clusters', 'Duplicate value: the environment "dev": one is production, the other is not'),
  );
});

test('refuses a deployment that is not done when it returns', () => {
  const deployment = (cluster: ClusterScope) => Promise.resolve(cluster);
  expect(() => fleetOf(deployment).synth(everything)).toThrow(
    rejection(
      'Fleet',
      'deploy',
      'Invalid value: an async function: the tree is complete when it returns\n  fix:  wait for what it needs before deploy\n  from: dev-euw1',
    ),
  );
});

test('a check in memory says what rendering had to say, and says it once', () => {
  const twins: Deployment = (cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    for (const id of ['one', 'other']) new Config(chart, id, { name: 'settings', data: {} });
  };
  const found = fleetOf(twins)
    .check('dev-euw1')
    .findings.filter(({ severity }) => severity === 'error');
  expect(found.map(({ id, origin, message }) => [id, origin, message])).toEqual([
    ['unique-object', 'shop/other', 'Duplicate value: "settings": shop/one makes the same object'],
  ]);
});

test('objects of a custom kind are checked by the definitions that the fleet is given', () => {
  const definition = join(__dirname, '../../crds/security.istio.io.yaml');
  const policy = (action: string): Deployment => {
    return (cluster) =>
      new ApiObject(new ClusterChart(cluster, 'shop', { namespace: 'shop' }), 'policy', {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        spec: { action },
      });
  };
  const findings = (deployment: Deployment, checks = {}) =>
    fleetOf(deployment, { checks })
      .check('dev-euw1')
      .findings.filter(({ object }) => object.kind === 'AuthorizationPolicy')
      .map(({ id, status }) => `${id} ${status}`);
  expect(findings(policy('ALLOW'))).toContain('require-definition unproved');
  expect(findings(policy('PERMIT'), { schemas: [definition] })).toContain('valid-schema violated');
  expect(findings(policy('ALLOW'), { schemas: [definition] })).not.toContain('require-definition unproved');
});

test('refuses to render a cluster that it does not have', () => {
  expect(() => fleetOf(shop({})).render('dev')).toThrow(
    rejection('Fleet', 'clusters', 'Not found: "dev": must be one of "dev-euw1", "prod-euw1"'),
  );
});

test('refuses a name that cannot be a folder', () => {
  expect(() => fleetOf(shop({}), { name: '../x' })).toThrow(
    rejection(
      'Fleet',
      'name',
      `Invalid value: "../x": must be an RFC 1123 label: lower case letters, digits and '-', starting and ending with a letter or digit, at most 63 characters`,
    ),
  );
});

describe('several fleets of one program', () => {
  const fleets = (value: string) => [
    fleetOf(shop({ a: value }), { name: 'one', clusters: clusters.slice(0, 1) }),
    fleetOf(shop({ a: value }), { name: 'two', clusters: clusters.slice(1) }),
  ];

  test('write a folder each', () => {
    synthFleets(fleets('1'), everything);
    expect([...writtenManifests(outdir).keys()].filter((path) => path.includes('configmap'))).toEqual([
      'one/dev/dev-euw1/shop/configmap.settings.k8s.yaml',
      'two/prod/prod-euw1/shop/configmap.settings.k8s.yaml',
    ]);
  });

  test('are narrowed together: a fleet without a selected cluster is left as it is', () => {
    synthFleets(fleets('1'), everything);
    const before = writtenFiles(outdir);
    const results = synthFleets(fleets('2'), { environments: ['prod'], clusters: [] });
    expect(results.map((result) => result.clusters)).toEqual([['prod-euw1']]);
    const changed = [...writtenFiles(outdir)].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed.every((path) => path.startsWith('two/'))).toBe(true);
    expect(changed).not.toEqual([]);
  });

  test('refuse to share a folder: each would remove what the other wrote', () => {
    const one = fleetOf(shop({}));
    expect(() => synthFleets([one, fleetOf(shop({}))], everything)).toThrow(
      new Error(`fleets: outdir: Duplicate value: "${outdir}": one would remove what the other wrote; name them`),
    );
  });

  test('refuse a cluster that none of them has', () => {
    expect(() => synthFleets(fleets('1'), { environments: [], clusters: ['prod'] })).toThrow(
      new Error('--cluster: Not found: "prod": must be one of "dev-euw1", "prod-euw1"'),
    );
  });
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
