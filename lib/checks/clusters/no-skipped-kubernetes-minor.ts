import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Check, CheckContext } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { classOf, clusterApiGroup } from './cluster-class-of';
import { minorsAhead, versionIn, type FullVersion } from './kubernetes-version';

/** Set to anything on a Cluster, it switches off what the webhook says of a change of the version. */
const unsafe = 'unsafe.topology.cluster.x-k8s.io/disable-update-version-check';

/** A cluster is upgraded minor by minor, and never back. */
export const noSkippedKubernetesMinor: Check = {
  id: 'no-skipped-kubernetes-minor',
  severity: 'error',
  profile: 'baseline',
  why: 'kubeadm upgrades a control plane by one minor at a time, and etcd cannot go back: the webhooks of Cluster API refuse the change.',
  assumptions: ['The last committed tree is what the cluster has.'],
  kinds: [`${clusterApiGroup}/Cluster`, `controlplane.${clusterApiGroup}/KubeadmControlPlane`],
  run: function* ({ manifest }, context) {
    const before = context.previous?.get(identityOf(manifest));
    if (before === undefined) return;
    const [version, old] = [versionField(manifest), versionField(before.manifest)];
    const [now, then] = [versionIn(version), versionIn(old)];
    if (now === undefined || then === undefined) return;
    if (manifest.kind === 'Cluster') yield* ofTopology(version, now, then, manifest, context);
    else yield* skipped(version, now, then);
  },
};

function versionField(manifest: Manifest): Field {
  const spec = Field.root(manifest).at('spec');
  return manifest.kind === 'Cluster' ? spec.at('topology', 'version') : spec.at('version');
}

function* ofTopology(
  version: Field,
  now: FullVersion,
  then: FullVersion,
  manifest: Manifest,
  { manifests }: CheckContext,
): Iterable<Problem> {
  if (Field.root(manifest).at('metadata', 'annotations').entry(unsafe).isSet) return;
  if (isLess(now, then))
    yield invalid(
      version,
      `must not be below ${then.text}`,
      'make a cluster of the older version, and move what runs here',
    );
  const spec = classOf(manifest, manifests)?.at('spec');
  // With these, Cluster API goes through the minors between by itself.
  const chained =
    spec !== undefined &&
    (spec.at('kubernetesVersions').items().length > 0 ||
      spec.at('upgrade', 'external', 'generateUpgradePlanExtension').isSet);
  if (chained) return;
  for (const problem of skipped(version, now, then))
    yield spec === undefined ? { ...problem, status: 'unproved' } : problem;
}

function* skipped(version: Field, now: FullVersion, then: FullVersion): Iterable<Problem> {
  const ahead = minorsAhead(now, then);
  if (ahead === undefined || ahead < 2) return;
  yield invalid(version, `skips a minor after ${then.text}`, `upgrade to v${then.major}.${then.minor + 1} first`);
}

function isLess(some: FullVersion, other: FullVersion): boolean {
  if (some.major !== other.major) return some.major < other.major;
  return some.minor === other.minor ? some.patch < other.patch : some.minor < other.minor;
}
