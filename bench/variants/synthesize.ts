import { Cluster, Environment, Fleet, type ClusterScope, type FleetProps } from '../../lib';
import { everything } from '../../lib/fleet/selection';
import type { Unit } from '../workload/unit';
import { variantArguments } from './variant-arguments';

/** Renders the fleet as a user of this library would, with one chart for each unit, and as unchecked as cdk8s does. */
export function synthesize(
  deployUnit: (scope: ClusterScope, unit: Unit) => void,
  props: Partial<FleetProps> = { layout: 'file-per-chart', checks: false },
): void {
  const { outdir, clusters } = variantArguments();
  const unitsOf = new Map(clusters.map(({ name, units }) => [name, units]));
  const environments = new Map<string, Environment>();
  const fleet = new Fleet({
    ...props,
    outdir,
    clusters: clusters.map(({ environment, name, units }) => {
      const known = environments.get(environment) ?? new Environment(environment);
      environments.set(environment, known);
      return new Cluster(name, {
        environment: known,
        kubernetesVersion: '1.33',
        externalObjects: units().map(({ namespace, service }) => ({
          kind: 'Secret',
          namespace,
          name: `${service}-token`,
        })),
      });
    }),
  });
  fleet.deploy((scope) => {
    for (const unit of unitsOf.get(scope.cluster.name)?.() ?? []) deployUnit(scope, unit);
  });
  fleet.synth(everything);
}
