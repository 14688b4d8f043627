import { Duration } from 'cdk8s';
import { MeshConfiguration, Worker } from '../../lib';
import { meshShop } from './mesh-shop';

const errors = (declare: Parameters<typeof meshShop>[0]) =>
  meshShop(declare).findings.filter(({ severity }) => severity === 'error');

test('an export of a workload without a Service is a finding, and does not end the synth', () => {
  expect(
    errors(({ chart }) => new Worker(chart, 'mailer', { image: 'registry.example/mailer:1' }).mesh({ exported: true })),
  ).toMatchObject([
    {
      id: 'require-exported-service',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'mailer' },
      path: 'mesh.exported',
      message: 'Invalid value: true: shop/mailer has no Service that other clusters could use',
      origin: 'shop/mailer',
    },
  ]);
});

test('two configurations of one mesh are a finding that names both', () => {
  expect(
    errors(({ chart }) => {
      new MeshConfiguration(chart, 'one', { mutualTls: 'strict' });
      new MeshConfiguration(chart, 'two', { mutualTls: 'strict' });
    }),
  ).toMatchObject([
    {
      id: 'unique-field-owner',
      path: 'MeshConfiguration',
      message: 'Duplicate value: shop/one configures the mesh of test already',
      origin: 'shop/two',
    },
  ]);
});

test('a field of a mesh policy that is said twice is a finding', () => {
  expect(
    errors(({ server }) => server.workload.mesh({ drain: Duration.seconds(3) }).mesh({ drain: Duration.seconds(4) })),
  ).toMatchObject([{ id: 'unique-field-owner', path: 'mesh.drain', origin: 'shop/server' }]);
});

test('traffic to a workload that serves nobody is a finding for each such workload', () => {
  expect(
    errors(({ chart, server }) => {
      const one = new Worker(chart, 'one', { image: 'registry.example/one:1' });
      const two = new Worker(chart, 'two', { image: 'registry.example/two:1' });
      server.traffic.set({ split: [{ to: one, weight: 10 }], mirror: { to: two, percent: 5 } });
    }),
  ).toMatchObject([
    {
      id: 'require-routed-service',
      path: 'traffic',
      message: 'Required value: shop/one has no Service that requests could go to',
    },
    {
      id: 'require-routed-service',
      path: 'traffic',
      message: 'Required value: shop/two has no Service that requests could go to',
    },
  ]);
});
