import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { isKubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import type { Verdict } from '../../../lib/plan/object-plan';
import { readManifests } from '../../../lib/reader/read-manifests';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import { pathOf } from '../../control-plane/client/served-resources';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import { parseObjects } from '../../control-plane/trees/parse-objects';
import { plannedTrees } from '../../plan/planned';
import { describeVersions } from '../describe-versions';
import { applyTree, removeObjects } from '../judge/apply-tree';
import { formatComplaint } from '../judge/complaint';
import { mutationsOf, writtenDefaults } from './mutations';
import { observedVerdict } from './observed-verdict';

const text = readFileSync(join(__dirname, 'objects.yaml'), 'utf8');
const objects = readManifests('objects.yaml', text).manifests.map(({ manifest }) => manifest);

interface Difference {
  readonly object: string;
  readonly what: string;
  readonly planned: Verdict;
  readonly observed: Verdict;
  readonly said: string;
}

describeVersions('a plan', (cluster) => {
  test('says of every change what the server does', async () => {
    const applied = await applyTree(cluster, parseObjects(text, 'objects.yaml'), { storesAll: true });
    const differences: Difference[] = [];
    const kinds = new Set<string>();
    let count = 0;
    try {
      // Older versions do not serve every kind; of those that they serve, they take every object.
      const refused = applied.complaints.filter(({ verdict }) => verdict === 'rejected').map(formatComplaint);
      expect(refused.filter((complaint) => !complaint.includes('is served in version'))).toEqual([]);
      for (const manifest of objects) {
        const stored = await storedOf(cluster, manifest);
        if (stored === undefined) continue;
        kinds.add(manifest.kind);
        for (const { what, manifest: mutated } of [...mutationsOf(manifest), ...writtenDefaults(manifest, stored)]) {
          const { observed, said } = await observe(cluster, stored, mutated);
          const planned = plannedVerdict(cluster, manifest, mutated);
          count += 1;
          // What rules may cost is what the check takes for granted, and says so.
          if (planned !== observed && !/estimated rule cost/.test(said)) {
            differences.push({ object: formatIdentity(identityOf(manifest)), what, planned, observed, said });
          }
        }
      }
    } finally {
      await removeObjects(cluster, applied.created);
    }
    const accepted = ['in-place', 'metadata', 'no-op', 'rolls'];
    const missed = differences.filter(({ planned, observed }) => observed === 'rejected' && accepted.includes(planned));
    if (process.env.SHOW_DIFFERENCES !== undefined)
      console.log(JSON.stringify({ count, kinds: kinds.size, differences }, null, 1));
    expect(missed).toEqual([]);
    expect(kinds.size).toBeGreaterThanOrEqual(25);
    expect(count).toBeGreaterThanOrEqual(500);
    expect({ share: 1 - differences.length / count >= 0.98, differences: differences.slice(0, 40) }).toMatchObject({
      share: true,
    });
  });
});

/** The object as the server has it; a claim is bound, as a controller would have made it by now. */
async function storedOf(cluster: TestCluster, manifest: Manifest): Promise<Manifest | undefined> {
  const resource = await cluster.resources.find(manifest.apiVersion, manifest.kind);
  if (resource === undefined) return undefined;
  const path = pathOf(resource, manifest);
  if (manifest.kind === 'PersistentVolumeClaim') {
    const status = { phase: 'Bound', capacity: { storage: '10Gi' }, accessModes: ['ReadWriteOnce'] };
    await cluster.client.request('PATCH', `${path}/status`, {
      body: JSON.stringify({ status }),
      contentType: 'application/merge-patch+json',
    });
  }
  const { status, body } = await cluster.client.request('GET', path);
  if (status >= 300 || !isManifest(body)) return undefined;
  return body;
}

async function observe(cluster: TestCluster, stored: Manifest, mutated: Manifest) {
  const resource = await cluster.resources.find(mutated.apiVersion, mutated.kind);
  if (resource === undefined) throw new Error(`${mutated.kind} is served`);
  const answer = await cluster.apply(resource, mutated, JSON.stringify(mutated), { dryRun: true });
  const kind = `${apiGroup(mutated.apiVersion)}/${mutated.kind}`;
  const observed = observedVerdict(kind, stored, answer);
  return { observed, said: answer.status >= 300 ? failureMessage(answer.body) : '' };
}

function plannedVerdict(cluster: TestCluster, manifest: Manifest, mutated: Manifest): Verdict {
  if (!isKubernetesVersion(cluster.version)) throw new Error(`${cluster.version} is known`);
  const others = objects.filter(({ kind }) => kind === 'CustomResourceDefinition' && kind !== manifest.kind);
  const [plan] = plannedTrees([...others, manifest], [...others, mutated], { version: cluster.version }).objects;
  return plan?.verdict ?? 'no-op';
}
