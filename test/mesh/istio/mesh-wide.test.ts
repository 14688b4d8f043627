import { istio, MeshConfiguration, type MeshSettings } from '../../../lib';
import { meshShop } from '../mesh-shop';

function requirements(settings: MeshSettings, extensionProviders: readonly string[] = []): string[] {
  const { findings } = meshShop(({ chart }) => new MeshConfiguration(chart, 'mesh', settings), {
    mesh: istio({ version: '1.30', extensionProviders }),
  });
  return findings.map(({ id, severity, path }) => `${severity} ${id} ${path}`);
}

test('says which providers the installation must have', () => {
  const settings: MeshSettings = { accessLogs: { provider: 'loki' }, tracing: { percent: 1, provider: 'tempo' } };
  expect(requirements(settings)).toEqual([
    'info require-mesh-installation mesh.accessLogs.provider',
    'info require-mesh-installation mesh.tracing.provider',
  ]);
  expect(requirements(settings, ['loki', 'tempo'])).toEqual([]);
});

test('needs nothing for access logs to standard output, and a default for traces without a provider', () => {
  expect(requirements({ accessLogs: {} })).toEqual([]);
  expect(requirements({ accessLogs: { provider: 'envoy' } })).toEqual([]);
  expect(requirements({ tracing: { percent: 1 } })).toEqual(['info require-mesh-installation mesh.tracing']);
});

test('says what a workload that is exported needs outside of the tree', () => {
  const { findings } = meshShop(({ server }) => server.workload.mesh({ exported: true }));
  expect(findings).toMatchObject([{ id: 'require-mesh-installation', severity: 'info', path: 'mesh.exported' }]);
});
