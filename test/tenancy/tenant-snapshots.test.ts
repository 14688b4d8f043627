import { Cluster, Config, Environment, Fleet, istio, Tenant, Worker, type KubernetesVersion } from '../../lib';
import { synthesize } from '../../lib/testing';

const versions: readonly KubernetesVersion[] = ['1.28', '1.30', '1.37'];
const environment = new Environment('prod', { tier: 'production' });
const clusters = versions.map(
  (kubernetesVersion) =>
    new Cluster(`prod-${kubernetesVersion.replace('.', '-')}`, {
      environment,
      kubernetesVersion,
      ...(kubernetesVersion === '1.30' ? { mesh: istio({ version: '1.30', mode: 'ambient' }) } : {}),
      network: {
        apiServer: { cidrs: ['10.0.0.1/32'], port: 443 },
        monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
        ingressControllers: [{ className: 'nginx', api: 'Ingress', namespace: 'ingress', podLabels: { app: 'nginx' } }],
      },
    }),
);

const fleet = new Fleet({ clusters }).deploy((cluster) => {
  const tenant = new Tenant(cluster, 'shop', {
    team: 'shop',
    costCenter: '4711',
    quotas: [
      {
        requests: { cpu: 8, memory: '16Gi', storage: '100Gi' },
        limits: { memory: '16Gi' },
        pods: 50,
        objects: { 'deployments.apps': 20 },
        storageClasses: { fast: { requests: '50Gi', claims: 4 } },
      },
      { scope: { priorityClass: ['high'] }, pods: 4 },
      { scope: 'BestEffort', pods: 0 },
    ],
    limits: { max: { memory: '4Gi' }, maxClaim: '20Gi' },
    groups: { edit: ['shop-developers'], view: ['shop-viewers'] },
    secretStore: {
      provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } },
      serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/shop' } },
    },
    network: { sameNamespace: true, ingress: ['nginx'], monitoring: true },
    ...(cluster.cluster.kubernetesVersion === '1.28' ? {} : { imageRegistries: ['registry.example'] }),
  });
  const flags = new Config(tenant.chart, 'flags', { data: { beta: 'true' } });
  const operator = new Worker(tenant.chart, 'operator', {
    image: 'registry.example/operator:1.0.0',
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  operator.workload.grant.read(flags).leaderElection().patchStatus({ group: 'apps', resource: 'deployments' });
});

test.each(clusters.map(({ name }) => name))('a tenant on %s', (name) => {
  const tree = synthesize(fleet, name);
  expect(tree).toPassChecks();
  expect(tree).toMatchTreeSnapshot();
});
