import { Field } from '../../../lib/manifest/objects/field';
import type { Tree } from '../../control-plane/trees/tree';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/** Runs each CronJob of a tree once, as `kubectl create job --from` does, so that no test waits for the hour. */
export async function runCronJobs(cluster: SimulatedCluster, tree: Tree): Promise<void> {
  const jobs = tree.objects
    .filter(({ manifest }) => manifest.kind === 'CronJob')
    .map(({ manifest, ...place }) => {
      const template = Field.root(manifest).at('spec', 'jobTemplate');
      const metadata = {
        ...template.at('metadata').map,
        name: `${manifest.metadata.name ?? ''}-now`,
        namespace: manifest.metadata.namespace ?? 'default',
      };
      const job = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: template.at('spec').map ?? {} };
      return { ...place, manifest: job, text: JSON.stringify(job) };
    });
  await cluster.apply({ objects: jobs });
}
