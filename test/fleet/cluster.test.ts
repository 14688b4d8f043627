import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster, ClusterScope } from '../../lib';
import { exampleCluster } from '../example-fleet';
import { rejection } from '../rejection';

test('any construct finds the cluster that it is rendered for', () => {
  const cluster = exampleCluster();
  const deep = new Construct(new Construct(new ClusterScope(cluster), 'a'), 'b');
  expect(Cluster.of(deep)).toBe(cluster);
});

test('a construct outside a cluster says where it belongs', () => {
  expect(() => Cluster.of(new Construct(new App(), 'lost'))).toThrow(
    rejection('Construct lost', '', 'Required value: no cluster in scope'),
  );
});

test('what a cluster says of its network replaces that part of the defaults alone', () => {
  const { network } = exampleCluster({ network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 } } });
  expect(network.apiServer).toEqual({ cidrs: ['10.0.0.1/32'], port: 6443 });
  expect(network.dns).toEqual(exampleCluster().network.dns);
});

test('refuses a name that cannot be a folder and a label', () => {
  expect(() => new Cluster('prod_euw1', exampleCluster())).toThrow(
    rejection(
      'Cluster',
      'name',
      `Invalid value: "prod_euw1": must be an RFC 1123 label: lower case letters, digits and '-', starting and ending with a letter or digit, at most 63 characters`,
    ),
  );
});

test.each(['1.27', '1.99', 'v1.33', '1.33.1', ''])(
  'refuses the Kubernetes version %j, and lists those that it knows',
  (version) => {
    const fromPlainJavaScript = Object.assign({ kubernetesVersion: '1.33' as const }, { kubernetesVersion: version });
    expect(() => exampleCluster(fromPlainJavaScript)).toThrow(
      rejection(
        'Cluster test',
        'kubernetesVersion',
        `Unsupported value: "${version}": supported values: 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37`,
      ),
    );
  },
);

test('refuses a zone that is listed twice', () => {
  expect(() => exampleCluster({ region: 'eu', zones: ['eu-a', 'eu-b', 'eu-a'] })).toThrow(
    rejection('Cluster test', 'zones', 'Duplicate value: "eu-a"'),
  );
});

test('refuses zones of no region', () => {
  expect(() => exampleCluster({ zones: ['eu-a'] })).toThrow(
    rejection('Cluster test', 'region', 'Required value: zones are parts of a region'),
  );
});

test('gives its zones to what needs them, and says what is missing where it has too few', () => {
  const cluster = exampleCluster({ region: 'eu', zones: ['eu-a', 'eu-b'] });
  expect(cluster.requireZones(2, 'a quorum')).toEqual(['eu-a', 'eu-b']);
  expect(() => cluster.requireZones(3, 'a quorum')).toThrow(
    rejection(
      'Cluster test',
      'zones',
      "Invalid value: 2: a quorum needs at least 3\n  fix:  declare them in new Cluster('test', { region, zones })",
    ),
  );
});
