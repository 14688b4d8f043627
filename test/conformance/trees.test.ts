import { join } from 'node:path';
import { groupsFor } from '../control-plane/definitions/definition-groups';
import { InstalledDefinitions } from '../control-plane/definitions/installed-definitions';
import { formatComplaint } from './judge/complaint';
import { judgeTree } from './judge/judge-tree';
import { announcedServers } from '../control-plane/announced-servers';
import { describeVersions } from './describe-versions';
import { committedTrees } from '../control-plane/trees/committed-trees';
import { nearestVersion } from '../control-plane/trees/nearest-version';
import { snapshotTrees } from '../control-plane/trees/snapshot-trees';

const root = join(__dirname, '../..');
const atHand = announcedServers().map(({ version }) => version);
const trees = [...committedTrees(root, 'dist'), ...snapshotTrees(root, 'test', atHand)]
  // One change of Gateway API channels is enough.
  .sort((one, other) => (one.gatewayApi ?? 'standard').localeCompare(other.gatewayApi ?? 'standard'));

const unjudged = trees.filter(({ kubernetesVersion }) => nearestVersion(atHand, kubernetesVersion) === undefined);
if (atHand.length > 0 && unjudged.length > 0) {
  console.log(`conformance: not judged, as every server here is newer: ${unjudged.map(({ name }) => name).join(', ')}`);
}

describeVersions('every object is accepted as it was sent', (cluster) => {
  const judged = trees.filter(({ kubernetesVersion }) => nearestVersion(atHand, kubernetesVersion) === cluster.version);
  const definitions = new InstalledDefinitions(cluster);
  const figures = { objects: 0, milliseconds: 0 };

  if (judged.length === 0) test.todo('no tree is for this version');
  else
    test.each(judged.map((tree) => [tree.name, tree] as const))('%s', async (_, tree) => {
      await definitions.provide(groupsFor(tree));
      const begin = Date.now();
      const complaints = await judgeTree(cluster, tree);
      figures.milliseconds += Date.now() - begin;
      figures.objects += tree.objects.length;
      // Thrown rather than expected: the words stay as they are, without quotes and escapes.
      if (complaints.length > 0) throw new Error(complaints.map(formatComplaint).join('\n\n'));
    });

  afterAll(() => {
    const perSecond = Math.round((figures.objects * 1000) / Math.max(figures.milliseconds, 1));
    const seconds = (figures.milliseconds / 1000).toFixed(1);
    process.stderr.write(
      `conformance: Kubernetes ${cluster.version} judged ${figures.objects} objects of ${judged.length} trees ` +
        `in ${seconds} s, ${perSecond} objects/s\n`,
    );
  });
});
