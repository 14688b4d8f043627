import { join } from 'node:path';
import { groupsFor, hasUpstreamDefinitions } from '../control-plane/definitions/definition-groups';
import { InstalledDefinitions } from '../control-plane/definitions/installed-definitions';
import { isBuiltInGroup } from '../../lib/schema/facts/built-in-groups';
import { apiGroup } from '../../lib/manifest/objects/api-version';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import type { TestCluster } from '../control-plane/client/test-cluster';
import type { Tree } from '../control-plane/trees/tree';
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
  const skipped = new Set<string>();

  if (judged.length === 0) test.todo('no tree is for this version');
  else
    test.each(judged.map((tree) => [tree.name, tree] as const))('%s', async (_, tree) => {
      await definitions.provide(groupsFor(tree));
      const undefinedKinds = hasUpstreamDefinitions ? [] : await unservedKinds(cluster, tree);
      for (const kind of undefinedKinds) skipped.add(kind);
      const objects = tree.objects.filter(({ manifest }) => !undefinedKinds.includes(kindOf(manifest)));
      const begin = Date.now();
      const complaints = await judgeTree(cluster, { ...tree, objects });
      figures.milliseconds += Date.now() - begin;
      figures.objects += objects.length;
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
    if (!hasUpstreamDefinitions) {
      process.stderr.write(
        'conformance: custom resources were held against crds/ alone, as there is no ../shared; ' +
          `not judged: ${skipped.size === 0 ? 'none' : [...skipped].sort().join(', ')}\n`,
      );
    }
  });
});

/** Kinds of custom resources in a tree that neither upstream definitions nor our own are at hand of. */
async function unservedKinds(cluster: TestCluster, { objects }: Tree): Promise<readonly string[]> {
  const ofOthers = objects.filter(({ manifest }) => !isBuiltInGroup(apiGroup(manifest.apiVersion)));
  const kinds = new Map(ofOthers.map(({ manifest }) => [kindOf(manifest), manifest]));
  const unserved: string[] = [];
  for (const [name, { apiVersion, kind }] of kinds) {
    if ((await cluster.resources.find(apiVersion, kind)) === undefined) unserved.push(name);
  }
  return unserved;
}

function kindOf({ apiVersion, kind }: Manifest): string {
  return `${kind} of ${apiVersion}`;
}
