import { Cluster, Environment, Fleet, type ClusterScope } from '../../lib';
import { TreeWriter } from '../../lib/synth/writer/tree-writer';
import type { Unit } from '../workload/unit';
import { variantArguments } from './variant-arguments';

/** Renders the fleet as a user of this library would, with one chart for each unit. */
export function synthesize(deployUnit: (scope: ClusterScope, unit: Unit) => void): void {
  const { outdir, clusters } = variantArguments();
  const unitsOf = new Map(clusters.map(({ name, units }) => [name, units]));
  const environments = new Map<string, Environment>();
  const fleet = new Fleet({
    clusters: clusters.map(({ environment, name }) => {
      const known = environments.get(environment) ?? new Environment(environment);
      environments.set(environment, known);
      return new Cluster(name, { environment: known, kubernetesVersion: '1.33' });
    }),
  });
  fleet.deploy((scope) => {
    for (const unit of unitsOf.get(scope.cluster.name)?.() ?? []) deployUnit(scope, unit);
  });
  const writer = new TreeWriter(outdir, { layout: 'file-per-chart' });
  for (const { name, environment } of fleet.clusters) {
    const tree = writer.cluster(environment.name, name);
    for (const object of fleet.render(name).manifests) tree.add(object);
    tree.close();
  }
  writer.publish();
}
