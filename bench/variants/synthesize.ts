import { Cluster, Environment, Fleet, type ClusterScope } from '../../lib';
import { everything } from '../../lib/fleet/selection';
import type { Unit } from '../workload/unit';
import { variantArguments } from './variant-arguments';

/** Renders the fleet as a user of this library would, with one chart for each unit, and as unchecked as cdk8s does. */
export function synthesize(deployUnit: (scope: ClusterScope, unit: Unit) => void): void {
  const { outdir, clusters } = variantArguments();
  const unitsOf = new Map(clusters.map(({ name, units }) => [name, units]));
  const environments = new Map<string, Environment>();
  const fleet = new Fleet({
    outdir,
    layout: 'file-per-chart',
    checks: false,
    clusters: clusters.map(({ environment, name }) => {
      const known = environments.get(environment) ?? new Environment(environment);
      environments.set(environment, known);
      return new Cluster(name, { environment: known, kubernetesVersion: '1.33' });
    }),
  });
  fleet.deploy((scope) => {
    for (const unit of unitsOf.get(scope.cluster.name)?.() ?? []) deployUnit(scope, unit);
  });
  fleet.synth(everything);
}
