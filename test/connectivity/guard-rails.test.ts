import {
  ClusterChart,
  cniFacts,
  ManifestSet,
  NetworkGuardRail,
  Peers,
  Port,
  reachability,
  WebService,
  type ClusterProps,
  type Deployment,
  type NetworkGuardRailProps,
} from '../../lib';
import '../../lib/testing';
import { exampleFleet, render } from '../example-fleet';
import { rejection } from '../rejection';

const image = 'registry.example/app:1';
const metadataService = Peers.cidr('169.254.169.254/32');
const clusters = {
  AdminNetworkPolicy: { cni: cniFacts('calico', { adminPolicy: 'AdminNetworkPolicy' }) },
  ClusterNetworkPolicy: { cni: cniFacts('calico', { adminPolicy: 'ClusterNetworkPolicy' }) },
} as const satisfies Readonly<Record<string, Partial<ClusterProps>>>;

/** A shop whose workloads may talk to everyone, and guard rails over it. */
function guarded(...rails: readonly NetworkGuardRailProps[]): Deployment {
  return (cluster) => {
    const open = (name: string) => new ClusterChart(cluster, name, { namespace: { name, isolated: false } });
    const shop = open('shop');
    new WebService(shop, 'web', { image, port: Port.http(8080) });
    new WebService(open('ops'), 'agent', { image, port: Port.http(8080) });
    for (const [i, rail] of rails.entries()) new NetworkGuardRail(shop, `rail-${i}`, rail);
  };
}

function passes(from: string, to: string, props: Partial<ClusterProps>, ...rails: readonly NetworkGuardRailProps[]) {
  const { manifests, findings } = exampleFleet(guarded(...rails), props).render('test');
  expect(findings).toEqual([]);
  return reachability(new ManifestSet(manifests)).between(from, to).allowed.toString();
}

test('an AdminNetworkPolicy', () => {
  const rail = guarded({
    priority: 10,
    subject: { namespaces: { matchLabels: { tenant: 'yes' } }, pods: { matchLabels: { app: 'web' } } },
    ingress: [{ action: 'Pass', peers: [Peers.namespace('ops')], ports: [{ protocol: 'TCP', port: 80, endPort: 90 }] }],
    egress: [{ action: 'Deny', peers: [metadataService], ports: [{ protocol: 'TCP', port: 80 }] }],
  });
  expect(render(rail, clusters.AdminNetworkPolicy).get('AdminNetworkPolicy/rail-0')).toEqual({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'rail-0', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-blueprints' } },
    spec: {
      priority: 10,
      subject: {
        pods: { namespaceSelector: { matchLabels: { tenant: 'yes' } }, podSelector: { matchLabels: { app: 'web' } } },
      },
      ingress: [
        {
          action: 'Pass',
          from: [{ namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } } }],
          ports: [{ portRange: { protocol: 'TCP', start: 80, end: 90 } }],
        },
      ],
      egress: [
        {
          action: 'Deny',
          to: [{ networks: ['169.254.169.254/32'] }],
          ports: [{ portNumber: { protocol: 'TCP', port: 80 } }],
        },
      ],
    },
  });
});

test('a ClusterNetworkPolicy, which calls Allow Accept', () => {
  const rail = guarded({
    name: 'probes',
    tier: 'Baseline',
    priority: 0,
    ingress: [{ action: 'Allow', peers: [Peers.namespaces({ team: 'x' })], ports: [{ protocol: 'UDP', port: 53 }] }],
  });
  expect(render(rail, clusters.ClusterNetworkPolicy).get('ClusterNetworkPolicy/probes')?.spec).toEqual({
    tier: 'Baseline',
    priority: 0,
    subject: { namespaces: {} },
    ingress: [
      {
        action: 'Accept',
        from: [{ namespaces: { matchLabels: { team: 'x' } } }],
        protocols: [{ udp: { destinationPort: { number: 53 } } }],
      },
    ],
  });
});

describe.each(Object.entries(clusters))('with %s, what was declared is proved', (_, props) => {
  const denyOps = { action: 'Deny', peers: [Peers.namespace('ops')] } as const;

  test('a denial of the Admin tier', () => {
    const rail: NetworkGuardRailProps = {
      priority: 1,
      subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
      ingress: [denyOps],
    };
    expect(passes('ops/agent', 'shop/web', props, rail)).toBe('no connection');
    expect(passes('shop/web', 'ops/agent', props, rail)).toBe('all connections');
  });

  test('a denial of the Baseline tier', () => {
    expect(passes('ops/agent', 'shop/web', props, { tier: 'Baseline', priority: 1, ingress: [denyOps] })).toBe(
      'no connection',
    );
  });

  test('a denial of addresses outside', () => {
    const rail: NetworkGuardRailProps = { priority: 1, egress: [{ action: 'Deny', peers: [metadataService] }] };
    expect(passes('shop/web', '169.254.169.254', props, rail)).toBe('no connection');
    expect(passes('shop/web', '169.254.169.253', props, rail)).toBe('all connections');
  });

  test('the lower priority is asked first', () => {
    const allow: NetworkGuardRailProps = { priority: 1, ingress: [{ ...denyOps, action: 'Allow' }] };
    expect(passes('ops/agent', 'shop/web', props, { priority: 2, ingress: [denyOps] }, allow)).toBe('all connections');
  });
});

test.each(Object.entries(clusters))(
  'with %s, every kind of rule is in the snapshot that API servers judge',
  (_, props) => {
    const deny = { action: 'Deny', peers: [Peers.namespace('ops')], ports: [{ protocol: 'TCP', port: 22 }] } as const;
    const rendered = exampleFleet(
      guarded(
        {
          name: 'platform',
          priority: 10,
          subject: { namespaces: { matchLabels: { tenant: 'yes' } }, pods: { matchLabels: { app: 'web' } } },
          ingress: [
            { action: 'Pass', peers: [Peers.namespaces({ team: 'sre' })], ports: [{ protocol: 'UDP', port: 53 }] },
            {
              action: 'Allow',
              peers: [Peers.namespace('ops')],
              ports: [{ protocol: 'TCP', port: 8000, endPort: 8099 }],
            },
          ],
          egress: [{ action: 'Deny', peers: [metadataService] }],
        },
        { name: 'default', tier: 'Baseline', priority: 0, ingress: [deny] },
      ),
      // The definition of ClusterNetworkPolicy has rules that API servers before 1.31 cannot read.
      { ...props, kubernetesVersion: '1.37' },
    ).render('test');
    expect(rendered.findings).toEqual([]);
    const manifests = rendered.manifests.filter(({ manifest }) => manifest.apiVersion.startsWith('policy.networking'));
    expect(manifests).toHaveLength(2);
    expect([{ ...rendered, manifests }]).toMatchTreeSnapshot();
  },
);

describe('is refused', () => {
  const rule = { action: 'Deny', peers: [Peers.namespace('ops')] } as const;
  const refusals = (props: Partial<ClusterProps>, ...rails: readonly NetworkGuardRailProps[]) =>
    exampleFleet(guarded(...rails), props)
      .render('test')
      .findings.map(({ severity, object, path, message }) => `${severity} ${object.kind} ${path}: ${message}`);

  test('where the cluster has no such API', () => {
    expect(refusals({ cni: 'calico' }, { priority: 1, ingress: [rule] })).toEqual([
      'error ClusterNetworkPolicy spec: Forbidden: test has no policy API for the whole cluster: nothing would enforce the guard rail',
    ]);
  });

  test('with the priority of another', () => {
    expect(
      refusals(clusters.ClusterNetworkPolicy, { priority: 1 }, { priority: 1 }, { priority: 1, tier: 'Baseline' }),
    ).toEqual([
      'error ClusterNetworkPolicy spec.priority: Duplicate value: 1: shop/rail-0 has it too, and either may be asked first',
    ]);
  });

  test('as a second BaselineAdminNetworkPolicy, and with Pass in it', () => {
    const baseline = { tier: 'Baseline', priority: 1 } as const;
    expect(refusals(clusters.AdminNetworkPolicy, { ...baseline, ingress: [{ ...rule, action: 'Pass' }] })).toEqual([
      'error BaselineAdminNetworkPolicy spec.ingress[0].action: Unsupported value: "Pass": no tier comes after Baseline',
    ]);
    expect(refusals(clusters.AdminNetworkPolicy, baseline, { ...baseline, priority: 2 })).toContain(
      'error BaselineAdminNetworkPolicy metadata.name: Forbidden: the cluster has one BaselineAdminNetworkPolicy, and shop/rail-0 makes it',
    );
  });

  test('for a peer that it cannot name', () => {
    const peers = [metadataService, Peers.apiServer(), Peers.monitoring()];
    expect(refusals(clusters.ClusterNetworkPolicy, { priority: 1, ingress: [{ action: 'Deny', peers }] })).toEqual([
      'error ClusterNetworkPolicy spec.ingress[0].from[0]: Forbidden: rules about what reaches pods name pods, never addresses',
      'error ClusterNetworkPolicy spec.ingress[0].from[1]: Forbidden: it can only be named by addresses: Peers.cidr(…)',
      'error ClusterNetworkPolicy spec.ingress[0].from[2]: Forbidden: the cluster’s facts do not say where monitoring is found',
    ]);
    const except = Peers.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] });
    expect(
      refusals(clusters.ClusterNetworkPolicy, { priority: 1, egress: [{ action: 'Deny', peers: [except] }] }),
    ).toEqual([
      'error ClusterNetworkPolicy spec.egress[0].to[0]: Forbidden: a block has no exceptions here: allow them in a rule before this one',
    ]);
  });

  test('at once, with a priority out of range or a rule about no one', () => {
    expect(() => render(guarded({ priority: 1001 }))).toThrow('priority\n  Invalid value: 1001');
    expect(() => render(guarded({ priority: 1, egress: [{ action: 'Deny', peers: [] }] }))).toThrow(
      rejection('NetworkGuardRail shop/rail-0', 'egress[0].peers', 'Required value: at least one peer'),
    );
  });
});
