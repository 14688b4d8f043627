import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import type { Cluster } from '../fleet/cluster';
import { isAtLeast } from '../fleet/kubernetes-version';
import type { ShapeProblem } from '../fleet/shape';
import { ownStatefulSetFields, type StoreProps } from './store-props';
import type { ManagedVolumeClaim } from './volume-claim';

/** The hash of a revision stands behind the name in a label of at most 63 characters. */
const longestName = 52;

/** Refuses props that cannot be right together, or on this cluster. */
export function assertStore(store: Construct, kind: string, name: string, props: StoreProps, cluster: Cluster): void {
  for (const problem of problemsOf(name, props, cluster)) rejectProps(store, kind, problem);
}

function* problemsOf(name: string, props: StoreProps, cluster: Cluster): Iterable<ShapeProblem> {
  if (name.length > longestName)
    yield {
      path: 'name',
      message: `Too long: "${name}": may not be more than ${longestName} characters: the StatefulSet's revision is a label with a hash behind it`,
      fix: 'choose a shorter name',
    };
  yield* claimProblems(props);
  yield* strategyProblems(props, cluster);
  const twice = ownStatefulSetFields.find((field) => field in (props.statefulSet ?? {}));
  if (twice !== undefined)
    yield {
      path: `statefulSet.${twice}`,
      message: 'Forbidden: it has a word of its own',
      fix: `use ${propFor[twice]}`,
    };
}

const propFor: Readonly<Record<(typeof ownStatefulSetFields)[number], string>> = {
  replicas: 'the prop replicas',
  volumeClaimTemplates: 'the prop volumeClaimTemplates',
  minReadySeconds: 'the prop minReady',
  updateStrategy: 'the prop updateStrategy',
  ordinals: 'the prop firstOrdinal',
  persistentVolumeClaimRetentionPolicy: 'the prop persistentVolumeClaimRetentionPolicy',
  podManagementPolicy: 'another pattern, or the prop podManagementPolicy of a StatefulService',
};

function* claimProblems(props: StoreProps): Iterable<ShapeProblem> {
  const { claims = 'templates', volumeClaimTemplates = {}, fsGroup, podSecurityContext, pod } = props;
  const entries: [string, ManagedVolumeClaim][] = Object.entries(volumeClaimTemplates);
  for (const [name, claim] of entries) yield* templateProblems(`volumeClaimTemplates.${name}`, claim, claims);
  const group = fsGroup ?? podSecurityContext?.fsGroup ?? pod?.securityContext?.fsGroup;
  if (entries.length > 0 && group === undefined)
    yield {
      path: 'fsGroup',
      message: "Required value: without it the volumes belong to root, and the image's process cannot write to them",
      fix: "say the group of the image's process",
    };
  const { persistentVolumeClaimRetentionPolicy: policy = {} } = props;
  for (const [when, what] of Object.entries(policy)) {
    if (claims !== 'managed' || what !== 'Delete') continue;
    yield {
      path: `persistentVolumeClaimRetentionPolicy.${when}`,
      message: 'Forbidden: claims that are objects of the tree end with it',
      fix: 'leave it out, and remove claims from the tree',
    };
  }
}

function* templateProblems(
  path: string,
  { size, templateSize, snapshot }: ManagedVolumeClaim,
  claims: string,
): Iterable<ShapeProblem> {
  if (snapshot !== undefined && claims !== 'managed')
    yield {
      path: `${path}.snapshot`,
      message: 'Forbidden: a template is the same for every pod, and a snapshot is of one volume',
      fix: "say claims: 'managed', or leave it out",
    };
  if (templateSize === undefined) return;
  if (claims !== 'managed')
    yield {
      path: `${path}.templateSize`,
      message: 'Forbidden: only claims that are objects of the tree have another size than their template',
      fix: "say claims: 'managed', or leave it out",
    };
  else if (templateSize.toKibibytes() > size.toKibibytes())
    yield {
      path: `${path}.size`,
      message: `Invalid value: ${size.asString()}: must not be smaller than templateSize (${templateSize.asString()}): volumes only grow`,
      fix: 'keep the size',
    };
}

function* strategyProblems({ updateStrategy }: StoreProps, cluster: Cluster): Iterable<ShapeProblem> {
  if (updateStrategy === undefined || !('maxUnavailable' in updateStrategy)) return;
  if (updateStrategy.maxUnavailable === undefined || isAtLeast(cluster.kubernetesVersion, '1.35')) return;
  yield {
    path: 'updateStrategy.maxUnavailable',
    message: `Forbidden: cluster ${cluster.name} runs Kubernetes ${cluster.kubernetesVersion}, which drops it before 1.35`,
    fix: 'leave it out there',
  };
}

/** Refuses ports of nodes in a row that several StatefulSets would begin with. */
export function rejectSharedPorts(store: Construct, kind: string, { podServices }: StoreProps, each: string): void {
  if (podServices?.type !== 'NodePort' || podServices.firstNodePort === undefined) return;
  rejectProps(store, kind, {
    path: 'podServices.firstNodePort',
    message: `Forbidden: ${each} would begin with the same port`,
    fix: 'leave it out: the API server chooses',
  });
}
