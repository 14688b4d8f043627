import { join } from 'node:path';
import { managedClusters } from '../../apps/clusters/fleet';
import { consulPayments } from '../../apps/consul-payments/fleet';
import { mixed } from '../../apps/mixed/fleet';
import { onlineBoutique } from '../../apps/online-boutique/fleet';
import { quickstart } from '../../apps/quickstart/fleet';
import { checkTrees } from '../../lib/cli/check-trees';
import { readClusterTrees } from '../../lib/cli/cluster-trees';
import { readSchemas } from '../../lib/schema/facts/read-schemas';
import { mergeResults, type CheckResults, type Report } from '../../lib';

const layers = readSchemas(['crds']);
const how = { described: {}, kubernetes: undefined, profile: undefined, layers, today: '2026-01-01' };

/** All that checks say, but for where each object comes from: a construct here, a file there. */
function said({ findings, proofs, suppressed, objects }: Report) {
  const lines = findings
    // What the installation of a mesh has to bring, and what no autoscaler does, is known from the intents alone.
    .filter(({ id }) => id !== 'require-mesh-installation' && id !== 'unsupported-scaling-intent')
    .map(({ origin: _, ...finding }) => JSON.stringify(finding))
    .sort();
  return { lines, proofs, suppressed: suppressed.length, objects };
}

test.each([
  ['clusters', managedClusters],
  ['consul-payments', consulPayments],
  ['mixed', mixed],
  ['online-boutique', onlineBoutique],
  ['quickstart', quickstart],
])('the tree of %s on disk is judged as its synth was, by its inventory alone', (name, fleet) => {
  const results: readonly CheckResults[] = fleet.clusters.map((cluster) => fleet.check(cluster.name));

  const onDisk = checkTrees(readClusterTrees(join(__dirname, '../../dist', name)), how);

  expect(said(onDisk)).toEqual(said(mergeResults(results)));
});
