import { Duration } from 'cdk8s';
import { argoCd, Cluster, ClusterChart, Environment, Fleet, flux } from '../../lib';
import { Promotion } from '../../lib/promotion';
import { ClusterSecretStore, ExternalSecret, SealedSecret, SecretStore } from '../../lib/secrets';
import { synthesize } from '../../lib/testing';

const environment = new Environment('dev');
const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' } as const;
const cluster = (name: string, gitOps: ConstructorParameters<typeof Cluster>[1]['gitOps'] & object) =>
  new Cluster(name, { environment, kubernetesVersion: '1.30', gitOps });
const hub = cluster('hub-1', argoCd({ repository, hub: true }));
const members = ['one', 'two'].map((wave) =>
  cluster(wave, flux({ repository: { ...repository, revision: `wave/${wave}` } })),
);
const sealed = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512, 7), Buffer.alloc(24, 9)]).toString('base64');

const fleet = new Fleet({ clusters: [hub, ...members] }).deploy((scope) => {
  if (scope.cluster !== hub) return;
  new Promotion(scope, 'platform', {
    repository,
    waves: members.map((member) => ({
      name: member.name,
      clusters: [member],
      soak: Duration.hours(1),
      gate: ['errors'],
    })),
  });
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const aws = { service: 'SecretsManager', region: 'eu-west-1' };
  const { ref } = new ClusterSecretStore(chart, 'shared', { provider: { aws } });
  new SecretStore(chart, 'own', { provider: { vault: { server: 'https://vault.example', path: 'shop' } } });
  new ExternalSecret(chart, 'database', {
    store: ref,
    data: { user: 'shop/user', password: { key: 'shop/database', property: 'password', version: '2' } },
    template: { url: 'postgres://{{ .user }}:{{ .password }}@db' },
    type: 'Opaque',
  });
  new ExternalSecret(chart, 'all', { store: ref, dataFrom: ['shop/all'], refreshInterval: Duration.minutes(15) });
  new SealedSecret(chart, 'sealed', { encryptedData: { password: sealed }, scope: 'namespace-wide', type: 'Opaque' });
});

test('a cluster that promotes, with Secrets from outside', () => {
  const tree = synthesize(fleet, 'hub-1');
  expect(tree).toPassChecks();
  expect(tree).toMatchTreeSnapshot();
});
