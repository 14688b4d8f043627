import { ServiceLevelObjective } from '../../lib/monitoring';
import { synthesize } from '../../lib/testing';
import { clusterWith, meshes, shopIn } from './monitored-fleet';

jest.mock('../../lib/monitoring/indicators/mesh-measures', () => ({ meshMeasures: {} }));

test('an objective of requests is refused in a mesh of which nobody said what its proxies count', () => {
  const fleet = shopIn(clusterWith(meshes.linkerd), ({ chart, web }) => {
    new ServiceLevelObjective(chart, 'web-is-there', { workload: web, target: 99.9, indicator: 'availability' });
  });
  expect(synthesize(fleet, 'prod-euw1').findings).toContainEqual(
    expect.objectContaining({
      severity: 'error',
      path: 'indicator',
      message: 'Forbidden: what the proxies of linkerd count is not known here',
      fix: expect.stringContaining('indicator: { errors, total }') as string,
    }),
  );
});
