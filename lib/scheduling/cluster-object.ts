import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../manifest/objects/manifest';
import { located } from '../model/located';
import { objectLabels } from '../model/object-owner';
import { blueprints } from '../workload/blueprint';

/** Puts objects into the tree that a construct stands for, with the labels of its chart. */
export function recordObjects(scope: Construct, ...manifests: readonly Manifest[]): void {
  const chart = Chart.of(scope);
  const owner = { origin: scope.node.path, chart: chart.node.id, objectLabels: objectLabels(chart.labels) };
  blueprints.record(scope, {
    resolve: () => ({ emit: () => manifests.flatMap((manifest) => located(manifest, owner)) }),
  });
}
