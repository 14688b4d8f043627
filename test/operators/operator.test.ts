import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Fleet, istio, linkerd, type ClusterProps } from '../../lib';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { whoCan } from '../../lib/manifest/rbac/who-can';
import { CustomResource, Operator, type OperatorProps } from '../../lib/operators';
import { rejection } from '../rejection';

const widgets = new CustomResource({
  group: 'acme.example.com',
  kind: 'Widget',
  versions: { v1: { spec: z.object({ size: z.int() }), status: z.object({ ready: z.boolean().optional() }) } },
});
const quotas = new CustomResource({
  group: 'acme.example.com',
  kind: 'Quota',
  scope: 'Cluster',
  versions: { v1: { spec: z.object({ size: z.int() }) } },
});
const resources = { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } };
const operator: OperatorProps = { image: 'registry.example/operator:1.0.0', kinds: [widgets], resources };

const network = { apiServer: { cidrs: ['172.20.0.1/32'], port: 443 } };

function fleetOf(props: Partial<OperatorProps> = {}, cluster: Partial<ClusterProps> = {}, outdir?: string): Fleet {
  const environment = new Environment('prod', { tier: 'production' });
  const clusters = [new Cluster('prod-1', { environment, kubernetesVersion: '1.34', network, ...cluster })];
  return new Fleet({ clusters, ...(outdir !== undefined && { outdir, report: false }) }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'system', { namespace: 'acme-system' });
    new Operator(chart, 'acme', { ...operator, ...props });
  });
}

function treeOf(props: Partial<OperatorProps> = {}): ManifestSet {
  return new ManifestSet(fleetOf(props).render('prod-1').manifests);
}

function subjectsOf(
  tree: ManifestSet,
  verb: string,
  resource: string,
  group: string,
  namespace?: string,
): readonly string[] {
  const { grants } = whoCan(tree, { verb, resource, group, ...(namespace === undefined ? {} : { namespace }) });
  return grants.map(({ subject }) => subject.name).filter((name) => name === 'acme');
}

const webhooks: OperatorProps['webhooks'] = [{ type: 'validating', kind: widgets, path: '/validate-widget' }];

describe('an operator', () => {
  test.each<[string, Partial<ClusterProps>]>([
    ['without a mesh', {}],
    ['in the sidecar mesh of Istio', { mesh: istio({ version: '1.30' }) }],
    ['in the ambient mesh of Istio', { mesh: istio({ version: '1.30', mode: 'ambient' }) }],
    ['in Linkerd', { mesh: linkerd({ version: '2.20' }) }],
  ])('passes the checks of production %s', (_, cluster) => {
    const { findings } = fleetOf({ webhooks }, cluster).check('prod-1');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('may do what its kinds, watches and writes need, and nothing else', () => {
    const tree = treeOf({
      watches: [{ resource: 'nodes' }],
      writes: [{ group: 'apps', resource: 'deployments' }],
    });
    const may = (verb: string, resource: string, group = ''): boolean =>
      subjectsOf(tree, verb, resource, group).length > 0;
    expect(may('update', 'widgets', 'acme.example.com')).toBe(true);
    expect(may('delete', 'widgets', 'acme.example.com')).toBe(false);
    expect(may('list', 'nodes')).toBe(true);
    expect(may('update', 'nodes')).toBe(false);
    expect(may('create', 'deployments', 'apps')).toBe(true);
    expect(may('create', 'statefulsets', 'apps')).toBe(false);
    expect(may('get', 'secrets')).toBe(false);
    expect(JSON.stringify(tree.all.map(({ manifest }) => manifest.rules ?? []))).not.toContain('"*"');
  });

  test('in some namespaces has Roles there, and no ClusterRole', () => {
    const tree = treeOf({ namespaces: ['shop', 'data'], aggregateRoles: false });
    expect(tree.ofKind('rbac.authorization.k8s.io', 'ClusterRole')).toEqual([]);
    expect(subjectsOf(tree, 'update', 'widgets', 'acme.example.com', 'shop')).toEqual(['acme']);
    expect(subjectsOf(tree, 'update', 'widgets', 'acme.example.com', 'other')).toEqual([]);
  });

  test('elects one of two pods, by a Lease and no other', () => {
    const tree = treeOf();
    expect(tree.ofKind('apps', 'Deployment')[0]?.manifest.spec).toMatchObject({ replicas: 2 });
    const named = (name: string) =>
      whoCan(tree, {
        verb: 'update',
        resource: 'leases',
        group: 'coordination.k8s.io',
        namespace: 'acme-system',
        resourceName: name,
      }).grants;
    expect(named('acme.acme.example.com')).toHaveLength(1);
    expect(named('other')).toEqual([]);
  });

  test('that leads alone is one pod with a token, and has no Lease', () => {
    const tree = treeOf({ leaderElection: false });
    expect(tree.ofKind('apps', 'Deployment')[0]?.manifest).toMatchObject({
      spec: { template: { spec: { automountServiceAccountToken: true } } },
    });
    expect(tree.ofKind('apps', 'Deployment')[0]?.manifest.spec).toMatchObject({ replicas: 1 });
    expect(subjectsOf(tree, 'create', 'leases', 'coordination.k8s.io', 'acme-system')).toEqual([]);
  });

  test('is asked by the API server of its own kinds alone, with a certificate that cert-manager renews', () => {
    const tree = treeOf({ webhooks });
    const [configuration] = tree.ofKind('admissionregistration.k8s.io', 'ValidatingWebhookConfiguration');
    expect(configuration?.manifest).toMatchObject({
      metadata: { annotations: { 'cert-manager.io/inject-ca-from': 'acme-system/acme-webhook' } },
      webhooks: [
        {
          clientConfig: { service: { name: 'acme', namespace: 'acme-system', path: '/validate-widget', port: 443 } },
          failurePolicy: 'Fail',
          rules: [{ apiGroups: ['acme.example.com'], apiVersions: ['v1'], resources: ['widgets'] }],
          timeoutSeconds: 5,
        },
      ],
    });
    expect(tree.ofKind('cert-manager.io', 'Certificate')[0]?.manifest.spec).toMatchObject({
      dnsNames: ['acme.acme-system.svc', 'acme.acme-system.svc.cluster.local'],
      secretName: 'acme-webhook-tls',
    });
    const policy = tree
      .ofKind('networking.k8s.io', 'NetworkPolicy')
      .find(({ manifest }) => manifest.metadata.name === 'acme');
    expect(JSON.stringify(policy?.manifest.spec)).toContain('9443');
  });

  test('has a webhook for each of two kinds at one path', () => {
    const gadgets = new CustomResource({
      group: 'acme.example.com',
      kind: 'Gadget',
      versions: { v1: { spec: z.object({ size: z.int() }) } },
    });
    const both = [widgets, gadgets].map((kind) => ({ type: 'validating' as const, kind, path: '/validate' }));
    const { findings } = fleetOf({ kinds: [widgets, gadgets], webhooks: both }).check('prod-1');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('lets people who view or edit a namespace view or edit its kinds', () => {
    const roles = treeOf().ofKind('rbac.authorization.k8s.io', 'ClusterRole');
    const labelsOf = (name: string) =>
      roles.find(({ manifest }) => manifest.metadata.name === name)?.manifest.metadata.labels;
    expect(labelsOf('widgets.acme.example.com-viewer')).toMatchObject({
      'rbac.authorization.k8s.io/aggregate-to-view': 'true',
    });
    expect(labelsOf('widgets.acme.example.com-editor')).not.toHaveProperty(
      'rbac.authorization.k8s.io/aggregate-to-view',
    );
  });
});

describe('the monitoring of an operator', () => {
  const monitoring = { product: 'prometheus-operator', labels: { release: 'monitoring' } } as const;
  const prometheus = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };
  const ofKind = (kind: string, fleet: Fleet) =>
    fleet
      .render('prod-1')
      .manifests.map(({ manifest }) => manifest)
      .filter((manifest) => manifest.kind === kind);

  test('is there where the Prometheus operator runs, with the labels that it selects by, and nowhere else', () => {
    const fleet = fleetOf({}, { monitoring, network: { ...network, monitoring: prometheus } });
    expect(fleet.check('prod-1').findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(ofKind('PodMonitor', fleet)).toMatchObject([
      {
        metadata: { name: 'acme', namespace: 'acme-system', labels: { release: 'monitoring' } },
        spec: { podMetricsEndpoints: [{ port: 'metrics' }] },
      },
    ]);
    expect(ofKind('PrometheusRule', fleet)).toHaveLength(1);
    expect(ofKind('PodMonitor', fleetOf())).toEqual([]);
    expect(ofKind('PrometheusRule', fleetOf())).toEqual([]);
  });

  test('misses the leader where one of its pods leads, and its answer where there is one pod', () => {
    const expressions = (leaderElection?: false) =>
      JSON.stringify(
        ofKind('PrometheusRule', fleetOf(leaderElection === false ? { leaderElection } : {}, { monitoring })),
      );
    expect(expressions()).toContain('absent(leader_election_master_status{job=\\"acme-system/acme\\"} == 1)');
    expect(expressions(false)).toContain('absent(up{job=\\"acme-system/acme\\"} == 1)');
    expect(expressions(false)).not.toContain('leader_election');
  });
});

test('an operator where Prometheus does not look is an error', () => {
  const monitoring = { product: 'prometheus-operator', namespaces: ['shop'] } as const;
  expect(fleetOf({}, { monitoring }).render('prod-1').findings).toContainEqual(
    expect.objectContaining({
      id: 'unsupported-monitor',
      message: 'Forbidden: Prometheus of prod-1 looks for monitors in shop, not in acme-system',
    }),
  );
});

describe('the samples of an operator', () => {
  const sample = {
    apiVersion: 'acme.example.com/v1',
    kind: 'Widget',
    metadata: { name: 'small', namespace: 'default' },
    spec: { size: 1 },
  };

  test('stand beside the inventory, and in no tree', () => {
    const fleet = fleetOf({ samples: [sample] });
    const { manifests, samples } = fleet.render('prod-1');
    expect(samples).toEqual([sample]);
    expect(manifests.map(({ manifest }) => manifest.kind)).not.toContain('Widget');
    const outdir = mkdtempSync(join(tmpdir(), 'samples-'));
    const written = (samples: OperatorProps['samples'] = []) => {
      fleetOf({ samples }, {}, outdir).synth();
      const file = join(outdir, '.inventory/prod/prod-1.samples.yaml');
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    };
    expect(written([sample])).toContain('kind: Widget\nmetadata:\n  name: small');
    expect(written()).toBeUndefined();
    rmSync(outdir, { recursive: true, force: true });
  });

  test.each<[string, Partial<typeof sample>, string, string]>([
    ['that the schema refuses', { spec: { size: 1.5 } }, 'samples[0].spec.size', 'Invalid value: '],
    ['of another kind', { kind: 'Gadget' }, 'samples[0].kind', 'Invalid value: "Gadget" of acme.example.com/v1'],
    ['of a version that there is not', { apiVersion: 'acme.example.com/v2' }, 'samples[0].apiVersion', 'no matches'],
    ['in no namespace', { metadata: { ...sample.metadata, namespace: undefined } as never }, 'samples[0].metadata', ''],
  ])('cannot be one %s', (_, change, path, message) => {
    expect(() => fleetOf({ samples: [{ ...sample, ...change }] }).render('prod-1')).toThrow(
      `error  valid-declaration  Operator system/acme  ${path}`,
    );
    expect(() => fleetOf({ samples: [{ ...sample, ...change }] }).render('prod-1')).toThrow(message);
  });
});

describe('what an operator cannot be', () => {
  const declare = (props: object): unknown => fleetOf(props).render('prod-1');

  test('one of some namespaces whose kind lives in none', () => {
    expect(() => declare({ kinds: [widgets, quotas], namespaces: ['shop'] })).toThrow(
      rejection(
        'Operator system/acme',
        'namespaces',
        'Forbidden: Quota lives in no namespace, and no Role can allow it',
      ),
    );
  });

  test('one that is asked about the kinds of others', () => {
    expect(() => declare({ webhooks: [{ type: 'validating', kind: quotas, path: '/validate' }] })).toThrow(
      rejection('Operator system/acme', 'webhooks', 'Invalid value: "Quota": must be one of its kinds'),
    );
  });

  test('what JavaScript mistypes', () => {
    expect(() => declare({ kinds: [] })).toThrow('Required value: kind');
    expect(() => declare({ watch: [] })).toThrow('did you mean "watches"?');
    expect(() => declare({ kinds: ['Widget'] })).toThrow('must be a CustomResource');
    expect(() => declare({ writes: [{ resource: '*' }] })).toThrow('must be a resource in plural and lower case');
    expect(() => declare({ ports: { metrics: '8080' } })).toThrow('write 8080, without quotes');
  });
});
