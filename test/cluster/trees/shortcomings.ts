import { basename, dirname } from 'node:path';
import { noBlockedEviction } from '../../../lib/checks/references/no-blocked-eviction';
import { requireServicePods } from '../../../lib/checks/references/require-service-pods';
import { runChecks } from '../../../lib/checks/run-checks';
import { clusterFor } from '../../../lib/cli/cluster-for';
import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { Field } from '../../../lib/manifest/objects/field';
import type { LocatedManifest } from '../../../lib/manifest/objects/manifest';
import { matchesLabels } from '../../../lib/manifest/objects/label-selector';
import { podTemplateOf } from '../../../lib/manifest/pods/pod-template';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { formatIdentity, identityKey, identityOf } from '../../../lib/manifest/objects/object-identity';
import { serviceSelectorOf } from '../../../lib/manifest/network/service-ports';
import { patience } from '../../control-plane/client/test-cluster';
import type { Tree } from '../../control-plane/trees/tree';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/** Kinds whose Pods stay, so that a Service before them has endpoints whenever it is looked at. */
const staying: ReadonlySet<string> = new Set([
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'Rollout',
  'StatefulSet',
  'Pod',
]);

/**
 * What our checks claim of a tree and its cluster does not show: a Pod that waits or that no template predicts, a Service that is called connected
 * and has no endpoint, a budget that is said to allow an eviction and allows none.
 */
export async function shortcomingsOf(cluster: SimulatedCluster, tree: Tree): Promise<readonly string[]> {
  const claims = claimsOf(tree);
  const deadline = Date.now() + patience;
  for (;;) {
    const found = [
      ...(await pendingPods(cluster)),
      ...(await unpredictedPods(cluster, tree)),
      ...(await brokenClaims(cluster, claims)),
    ];
    // Endpoints and budgets follow their Pods a moment later.
    if (found.length === 0 || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

interface Claim {
  readonly object: LocatedManifest;
  /** What the cluster must show, in words. */
  readonly says: string;
  readonly holds: (cluster: SimulatedCluster) => Promise<boolean>;
}

function claimsOf({ name, facts = {}, objects }: Tree): readonly Claim[] {
  const manifests = new ManifestSet(objects);
  const tree = { cluster: basename(name), environment: basename(dirname(name)) };
  const { profile: _, suppressions: __, ...known } = facts;
  const { cluster } = clusterFor({ tree, facts: known, kubernetes: undefined, layers: [] });
  const { findings } = runChecks({ manifests, cluster, checks: [noBlockedEviction, requireServicePods] });
  const doubted = new Set(
    findings.map(({ object }) => identityKey({ namespace: '', ...object, group: apiGroup(object.apiVersion) })),
  );
  return objects
    .filter(({ manifest }) => !doubted.has(identityKey(identityOf(manifest))))
    .flatMap((object) => claimOf(object, manifests));
}

function claimOf(object: LocatedManifest, manifests: ManifestSet): readonly Claim[] {
  const { manifest } = object;
  const namespace = manifest.metadata.namespace ?? 'default';
  if (manifest.kind === 'Service' && manifest.apiVersion === 'v1') {
    const matchLabels = serviceSelectorOf(manifest);
    const pods = matchLabels === undefined ? [] : manifests.podsSelectedBy(namespace, { matchLabels });
    if (!pods.some(({ owner }) => staying.has(owner.manifest.kind) && replicasOf(owner) > 0)) return [];
    return [{ object, says: 'has an endpoint', holds: async (cluster) => (await cluster.endpoints(manifest)) > 0 }];
  }
  if (manifest.kind === 'PodDisruptionBudget') {
    const holds = async (cluster: SimulatedCluster) =>
      (Field.root(await cluster.get(manifest)).at('status', 'disruptionsAllowed').number ?? 0) > 0;
    return [{ object, says: 'allows an eviction', holds }];
  }
  return [];
}

async function brokenClaims(cluster: SimulatedCluster, claims: readonly Claim[]): Promise<string[]> {
  const held = await Promise.all(claims.map(({ holds }) => holds(cluster)));
  return claims
    .filter((_, index) => held[index] === false)
    .map(({ object: { manifest, file, origin }, says }) =>
      [
        `${formatIdentity(identityOf(manifest))}: our checks say that it ${says}, and it does not`,
        `  file: ${file}`,
        `  from: ${origin}`,
      ].join('\n'),
    );
}

async function pendingPods(cluster: SimulatedCluster): Promise<string[]> {
  const pods = await cluster.list('v1', 'Pod');
  const pending = pods.filter((pod) => Field.root(pod).at('status', 'phase').text === 'Pending');
  return Promise.all(
    pending.map(async (pod) => `${formatIdentity(identityOf(pod))} waits: ${(await cluster.events(pod)).join('; ')}`),
  );
}

/** Pods of a tree that have other labels than any of its templates gives, or that no object of the tree makes. */
async function unpredictedPods(cluster: SimulatedCluster, { objects }: Tree): Promise<string[]> {
  const templates = objects.flatMap((object) => podTemplateOf(object) ?? []);
  const pods = await cluster.list('v1', 'Pod');
  return pods
    .filter(({ metadata: { namespace, labels = {} } }) =>
      templates.every((template) => template.namespace !== namespace || !matchesLabels(template.labels, labels)),
    )
    .map((pod) => `${formatIdentity(identityOf(pod))} is not predicted: it has ${JSON.stringify(pod.metadata.labels)}`);
}

function replicasOf({ manifest }: LocatedManifest): number {
  return Field.root(manifest).at('spec', 'replicas').number ?? 1;
}
