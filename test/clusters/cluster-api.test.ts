import { Duration } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, type ClusterProps } from '../../lib';
import {
  ClusterClass,
  docker,
  ManagedCluster,
  templates,
  type ClusterClassProps,
  type ManagedClusterProps,
} from '../../lib/clusters';
import { Field } from '../../lib/manifest/objects/field';
import { synthesize } from '../../lib/testing';
import { rejection } from '../rejection';

const prod = new Environment('prod', { tier: 'production' });
const facts = { environment: prod, region: 'eu-west-1', kubernetesVersion: '1.34' } as const satisfies ClusterProps;
const allocatable = { cpu: '4', memory: '16Gi' };
const standard: ClusterClassProps = { infrastructure: docker(), kubernetesVersions: ['v1.33.5', 'v1.34.0', 'v1.34.1'] };

/** The objects of a management cluster that makes one cluster. */
function made(
  ofCluster: Partial<ClusterProps> = {},
  ofClass: Partial<ClusterClassProps> = {},
  others: Partial<ManagedClusterProps> = {},
) {
  const fleet = new Fleet({ clusters: [new Cluster('mgmt', facts)] }).deploy((scope) => {
    const chart = new ClusterChart(scope, 'clusters', { namespace: 'clusters' });
    const clusterClass = new ClusterClass(chart, 'standard', { ...standard, ...ofClass });
    const cluster = new Cluster('prod-euw1', { ...facts, ...ofCluster });
    new ManagedCluster(chart, 'prod-euw1', { cluster, clusterClass, ...others });
  });
  const { manifests } = synthesize(fleet, 'mgmt');
  return (kind: string, name?: string) => {
    const found = manifests.find(
      ({ manifest }) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name),
    );
    if (found === undefined) throw new Error(`no ${kind}`);
    return Field.root(found.manifest).at('spec');
  };
}

/** The machine deployments that a cluster is made with. */
function deploymentsOf(...given: Parameters<typeof made>) {
  return made(...given)('Cluster').at('topology', 'workers', 'machineDeployments').value;
}

describe('a cluster of the fleet', () => {
  test('runs the newest version that its class has of its minor', () => {
    expect(made()('Cluster').at('topology', 'version').value).toBe('v1.34.1');
    expect(made({ kubernetesVersion: '1.33' })('Cluster').at('topology', 'version').value).toBe('v1.33.5');
  });

  test('keeps a version that is named', () => {
    expect(made({}, {}, { version: 'v1.34.0' })('Cluster').at('topology', 'version').value).toBe('v1.34.0');
  });

  test('has its own DNS domain', () => {
    const cluster = made({ dnsDomain: 'prod.example' })('Cluster');
    expect(cluster.at('clusterNetwork').value).toEqual({ serviceDomain: 'prod.example' });
  });

  test('has three machines for its control plane in production, and one elsewhere', () => {
    const replicas = (environment: Environment) =>
      made({ environment })('Cluster').at('topology', 'controlPlane', 'replicas').value;
    expect([replicas(prod), replicas(new Environment('dev'))]).toEqual([3, 1]);
  });

  test.each([
    [
      'a minor that the class has not',
      { kubernetesVersion: '1.36' },
      {},
      'clusterClass',
      'Not found: the class has no version of Kubernetes 1.36',
    ],
    ['a version of another minor', {}, { version: 'v1.33.5' }, 'version', 'Not found: "v1.33.5"'],
    [
      'an even control plane',
      {},
      { controlPlaneReplicas: 4 },
      'controlPlaneReplicas',
      'Invalid value: 4: etcd runs on them',
    ],
    ['a pool that it has not', {}, { poolClasses: { web: 'default' } }, 'poolClasses', 'Not found: "web"'],
  ] as const)('refuses %s', (_, ofCluster, others, path, message) => {
    expect(() => made(ofCluster, {}, others)).toThrow(rejection('ManagedCluster clusters/prod-euw1', path, message));
  });
});

describe('a node pool', () => {
  const zones = ['eu-west-1a', 'eu-west-1b'];
  const inZones = { infrastructure: docker({ failureDomains: zones }) };

  test('of a fixed size has that many machines', () => {
    const pool = { name: 'web', allocatable, minimum: 3, maximum: 3 };
    expect(deploymentsOf({ nodePools: [pool] })).toEqual([{ class: 'default', name: 'web', replicas: 3 }]);
  });

  test('is shared by its zones, and nothing of it is lost', () => {
    const pool = { name: 'web', allocatable, minimum: 3, maximum: 3 };
    expect(deploymentsOf({ zones, nodePools: [pool] }, inZones)).toEqual([
      { class: 'default', name: 'web-eu-west-1a', failureDomain: 'eu-west-1a', replicas: 2 },
      { class: 'default', name: 'web-eu-west-1b', failureDomain: 'eu-west-1b', replicas: 1 },
    ]);
  });

  test('that grows is left to the cluster autoscaler', () => {
    const pool = { name: 'web', allocatable, minimum: 2, maximum: 9 };
    const annotations = (fewest: string, most: string) => ({
      'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': fewest,
      'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': most,
    });
    expect(deploymentsOf({ zones, nodePools: [pool] }, inZones)).toEqual([
      {
        class: 'default',
        name: 'web-eu-west-1a',
        failureDomain: 'eu-west-1a',
        metadata: { annotations: annotations('1', '5') },
      },
      {
        class: 'default',
        name: 'web-eu-west-1b',
        failureDomain: 'eu-west-1b',
        metadata: { annotations: annotations('1', '4') },
      },
    ]);
  });

  const labelled = { name: 'web', allocatable, minimum: 1, maximum: 1, labels: { 'example.com/pool': 'web' } };
  const tainted = {
    name: 'gpu',
    allocatable,
    minimum: 1,
    maximum: 1,
    taints: [{ key: 'gpu', effect: 'NoSchedule' }],
  } as const;

  test('has labels and taints where the controllers put them on Nodes', () => {
    const controllers = { syncedLabelDomains: ['example.com'], taintPropagation: true };
    expect(deploymentsOf({ nodePools: [labelled, tainted] }, { controllers })).toEqual([
      { class: 'default', name: 'web', replicas: 1, metadata: { labels: { 'example.com/pool': 'web' } } },
      {
        class: 'default',
        name: 'gpu',
        replicas: 1,
        taints: [{ key: 'gpu', effect: 'NoSchedule', propagation: 'Always' }],
      },
    ]);
  });

  test('has labels of the domains of Cluster API and Kubernetes anyway', () => {
    const labels = { 'node-role.kubernetes.io/web': '', 'a.node.cluster.x-k8s.io/b': 'c' };
    const nodePools = [{ ...labelled, labels }];
    expect(deploymentsOf({ nodePools })).toEqual([
      { class: 'default', name: 'web', replicas: 1, metadata: { labels } },
    ]);
  });

  test.each([
    [
      'labels that would be lost',
      { nodePools: [labelled] },
      'cluster.nodePools[web].labels[example.com/pool]',
      'Forbidden',
    ],
    ['taints that would be refused', { nodePools: [tainted] }, 'cluster.nodePools[gpu].taints', 'Forbidden'],
    [
      'a zone that is no failure domain',
      { zones: ['eu-west-1c'], nodePools: [{ name: 'web', allocatable, maximum: 3 }] },
      'clusterClass',
      'Not found: the pool web has nodes in "eu-west-1c"',
    ],
    [
      'fewer machines than zones',
      { zones, nodePools: [{ name: 'web', allocatable, maximum: 1 }] },
      'cluster.nodePools[web].maximum',
      'Invalid value: 1: the pool has 2 zones',
    ],
  ])('may not have %s', (_, ofCluster, path, message) => {
    expect(() => made(ofCluster, inZones)).toThrow(rejection('ManagedCluster clusters/prod-euw1', path, message));
  });

  test('is of the class that is said for it', () => {
    const nodePools = [{ name: 'web', allocatable, minimum: 1, maximum: 1 }];
    const workers = { default: {}, large: {} };
    expect(deploymentsOf({ nodePools }, { workers }, { poolClasses: { web: 'large' } })).toEqual([
      { class: 'large', name: 'web', replicas: 1 },
    ]);
  });
});

describe('a class', () => {
  test('replaces machines that break, a few at a time', () => {
    const [worker] = made()('ClusterClass').at('workers', 'machineDeployments').items();
    const timeoutSeconds = 300;
    expect(worker?.at('healthCheck').value).toEqual({
      checks: {
        nodeStartupTimeoutSeconds: 600,
        unhealthyNodeConditions: [
          { type: 'Ready', status: 'Unknown', timeoutSeconds },
          { type: 'Ready', status: 'False', timeoutSeconds },
        ],
      },
      remediation: { maxInFlight: 1, triggerIf: { unhealthyLessThanOrEqualTo: '50%' } },
    });
  });

  test('renews certificates when it is told to', () => {
    const template = made({}, { controlPlane: { renewBefore: Duration.days(30) } })('KubeadmControlPlaneTemplate');
    expect(template.at('template', 'spec', 'rollout').value).toEqual({ before: { certificatesExpiryDays: 30 } });
  });

  test('gives its templates other names with another revision', () => {
    const objects = made({}, { revision: 'b' });
    const reference = objects('ClusterClass').at('controlPlane', 'templateRef', 'name').text;
    expect(reference).toBe('standard-control-plane-b');
    expect(objects('KubeadmControlPlaneTemplate', reference).isSet).toBe(true);
    expect(objects('DevMachineTemplate', 'standard-default-b').isSet).toBe(true);
  });

  test('names the templates of another provider, and makes none', () => {
    const template = (kind: string) => ({ apiVersion: 'infrastructure.example/v1', kind, name: 'standard' });
    const infrastructure = templates({
      cluster: template('ExampleClusterTemplate'),
      controlPlane: template('ExampleMachineTemplate'),
      workers: template('ExampleMachineTemplate'),
    });
    const objects = made({ zones: ['a'] }, { infrastructure });
    expect(objects('ClusterClass').at('infrastructure', 'templateRef').value).toEqual(
      template('ExampleClusterTemplate'),
    );
    expect(() => objects('DevMachineTemplate')).toThrow('no DevMachineTemplate');
  });

  test.each([
    [
      'versions out of order',
      ['v1.34.1', 'v1.33.5'],
      'kubernetesVersions[1]',
      'Invalid value: "v1.33.5": must be newer than v1.34.1',
    ],
    [
      'a gap',
      ['v1.32.9', 'v1.34.1'],
      'kubernetesVersions[1]',
      'Invalid value: "v1.34.1": a control plane cannot go from v1.32.9',
    ],
    ['a minor alone', ['1.34'], 'kubernetesVersions[0]', 'Invalid value: "1.34"'],
  ])('refuses %s', (_, kubernetesVersions, path, message) => {
    expect(() => made({}, { kubernetesVersions })).toThrow(rejection('ClusterClass clusters/standard', path, message));
  });

  test('refuses a timeout that no machine could meet', () => {
    const workers = { default: { healthCheck: { startupTimeout: Duration.seconds(29) } } };
    expect(() => made({}, { workers })).toThrow('Invalid value: must be at least 30 seconds');
  });

  test('refuses a certificate that is renewed too late', () => {
    expect(() => made({}, { controlPlane: { renewBefore: Duration.days(6) } })).toThrow(
      rejection(
        'ClusterClass clusters/standard',
        'controlPlane.renewBefore',
        'Invalid value: must be whole days, and at least 7',
      ),
    );
  });
});
