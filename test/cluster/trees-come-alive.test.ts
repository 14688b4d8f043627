import { join } from 'node:path';
import { committedTrees } from '../control-plane/trees/committed-trees';
import type { Tree } from '../control-plane/trees/tree';
import { describeCluster } from './describe-cluster';
import { argoRollouts } from './products/argo-rollouts';
import { canRun, runProduct } from './products/run-product';
import { admittedBy } from './trees/external-objects';
import { runCronJobs } from './trees/run-cron-jobs';
import { shortcomingsOf } from './trees/shortcomings';

const isRolled = ({ objects }: Tree) => objects.some(({ manifest }) => manifest.kind === 'Rollout');
const runsRollouts = canRun(argoRollouts);
const trees = committedTrees(join(__dirname, '../..'), 'dist').filter((tree) => runsRollouts || !isRolled(tree));

describeCluster('every committed tree comes alive', (cluster) => {
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    if (runsRollouts && trees.some(isRolled)) stop = await runProduct(argoRollouts, cluster);
  });

  afterAll(() => stop());

  test.each(trees.map((tree) => [tree.name, tree] as const))('%s', async (_, tree) => {
    await cluster.addNodes(tree.facts);
    for (const manifest of admittedBy(tree.facts?.externalObjects ?? [])) await cluster.create(manifest);
    await cluster.provideVolumes(tree.facts?.storageClasses ?? []);
    await cluster.apply(tree);
    await runCronJobs(cluster, tree);
    await cluster.becomesReady();
    const shortcomings = await shortcomingsOf(cluster, tree);
    // Thrown rather than expected: the words stay as they are, without quotes and escapes.
    if (shortcomings.length > 0) throw new Error(shortcomings.join('\n\n'));
  });
});
