import { Cluster, Environment } from '../../lib';
import { selectClusters, selectionFrom } from '../../lib/fleet/selection';

const staging = new Environment('staging');
const prod = new Environment('prod', { tier: 'production' });
const clusters = [
  new Cluster('staging-euw1', { environment: staging, kubernetesVersion: '1.33' }),
  new Cluster('prod-euw1', { environment: prod, kubernetesVersion: '1.33' }),
  new Cluster('prod-use1', { environment: prod, kubernetesVersion: '1.32' }),
];

function selected(args: readonly string[], env: NodeJS.ProcessEnv = {}): string[] {
  return selectClusters(clusters, selectionFrom(args, env)).map(({ name }) => name);
}

test('everything is rendered where nothing is said', () => {
  expect(selected([])).toEqual(['staging-euw1', 'prod-euw1', 'prod-use1']);
});

test.each([
  ['an environment', ['--environment', 'prod'], ['prod-euw1', 'prod-use1']],
  ['an environment, with =', ['--environment=staging'], ['staging-euw1']],
  ['a cluster', ['--cluster', 'prod-use1'], ['prod-use1']],
  ['several, with commas', ['--cluster', 'staging-euw1, prod-use1'], ['staging-euw1', 'prod-use1']],
  ['several, one flag each', ['--cluster', 'staging-euw1', '--cluster', 'prod-euw1'], ['staging-euw1', 'prod-euw1']],
  ['both', ['--environment', 'prod', '--cluster', 'prod-euw1'], ['prod-euw1']],
  ['flags among arguments of others', ['synth', '--verbose', '--cluster', 'prod-euw1', 'x'], ['prod-euw1']],
])('renders what is selected by %s', (_, args, names) => {
  expect(selected(args)).toEqual(names);
});

test('variables select where cdk8s passes no arguments on', () => {
  expect(selected([], { CDK8S_BLUEPRINTS_ENVIRONMENT: 'prod' })).toEqual(['prod-euw1', 'prod-use1']);
  expect(selected([], { CDK8S_BLUEPRINTS_CLUSTER: 'staging-euw1,prod-use1' })).toEqual(['staging-euw1', 'prod-use1']);
  expect(selected([], { CDK8S_BLUEPRINTS_CLUSTER: '' })).toHaveLength(3);
});

test('an argument wins over its variable', () => {
  expect(selected(['--cluster', 'prod-use1'], { CDK8S_BLUEPRINTS_CLUSTER: 'prod-euw1' })).toEqual(['prod-use1']);
});

test('a name that no cluster has is refused, with those that are known', () => {
  expect(() => selected(['--environment', 'prdo'])).toThrow(
    new Error('--environment: Not found: "prdo": must be one of "staging", "prod"'),
  );
  expect(() => selected([], { CDK8S_BLUEPRINTS_CLUSTER: 'prod' })).toThrow(
    new Error('--cluster: Not found: "prod": must be one of "staging-euw1", "prod-euw1", "prod-use1"'),
  );
});

test.each([['--cluster'], ['--cluster='], ['--cluster', ' , ']])(
  'a flag without a name does not select everything: %j',
  (...args) => {
    expect(() => selected(args)).toThrow(
      new Error('--cluster: Required value: a name, or several separated by commas'),
    );
  },
);

test('an empty flag is no reason to look at the variable', () => {
  expect(() => selected(['--environment='], { CDK8S_BLUEPRINTS_ENVIRONMENT: 'prod' })).toThrow(
    new Error('--environment: Required value: a name, or several separated by commas'),
  );
});

test('a cluster that is not in the environment is refused: nothing would be rendered', () => {
  expect(() => selectClusters(clusters, { environments: ['staging'], clusters: ['prod-euw1'] })).toThrow(
    new Error('--cluster: Invalid value: "prod-euw1": none of them is in the environment staging'),
  );
});

test.each(['--clusters', '--Cluster', '--clustr', '--env', '--environments'])(
  '%s, which looks like a flag of ours, does not render the whole fleet',
  (flag) => {
    expect(() => selectionFrom([flag, 'dev-1'], {})).toThrow(`"${flag}": must be one of "--cluster", "--environment"`);
  },
);

test('flags of the program itself are left to it', () => {
  expect(selectionFrom(['--verbose', '--customer', 'a', '-c', '--runInBand'], {})).toEqual({
    environments: [],
    clusters: [],
  });
});
