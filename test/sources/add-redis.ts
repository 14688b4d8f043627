import { type ClusterChart, type WebService, Workload } from '../../lib';
import { HelmChart, Kustomize } from '../../lib/sources';

/** Redis by its chart, and what another team keeps in kustomize. */
export function addRedis(chart: ClusterChart, web: WebService): void {
  const redis = new HelmChart(chart, 'redis', {
    repository: 'https://charts.example',
    chart: 'redis',
    version: '1.2.3',
    // Of the archive: helm pull, then sha256sum.
    digest: 'sha256:371e16ce98051a3ea7af3eaef8b87d69033154fb5bb33da349d611f0fae061d6',
    values: { auth: { existingSecret: 'redis' } },
  });
  web.connections.allowTo(Workload.from(redis.object('StatefulSet', 'redis-master')));

  new Kustomize(chart, 'legacy', { folder: 'test/sources/overlay' });
}
