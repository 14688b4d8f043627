import { assertKnownFields } from '../fleet/assert-known-fields';
import type { Cluster } from '../fleet/cluster';
import { isAtLeast } from '../fleet/kubernetes-version';
import { unknownName } from '../fleet/name-rules';
import { ownStatefulSetFields, storeFields, type StoreProps } from './store-props';
import { volumeClaimFields, type ManagedVolumeClaim } from './volume-claim';

/** The hash of a revision stands behind the name in a label of at most 63 characters. */
const longestName = 52;

/** Refuses what one store's props alone cannot be, also where TypeScript was not asked. */
export function assertStore(where: string, name: string, props: StoreProps, cluster: Cluster): void {
  assertKnownFields(where, props, storeFields);
  if (name.length > longestName)
    throw new Error(
      `${where}: name: Too long: "${name}": may not be more than ${longestName} characters: the StatefulSet's revision is a label with a hash behind it`,
    );
  if (props.ports.length === 0)
    throw new Error(`${where}: ports: Required value: a store listens somewhere; clients are let in there`);
  assertClaims(where, props);
  assertUpdateStrategy(where, props, cluster);
  assertWholeNumber(`${where}: firstOrdinal`, props.firstOrdinal ?? 0);
  assertRetention(where, props);
  const twice = ownStatefulSetFields.find((field) => field in (props.statefulSet ?? {}));
  if (twice !== undefined) throw new Error(`${where}: statefulSet.${twice}: Forbidden: ${propFor[twice]} says it`);
}

const propFor: Readonly<Record<(typeof ownStatefulSetFields)[number], string>> = {
  replicas: 'the prop replicas',
  volumeClaimTemplates: 'the prop volumeClaimTemplates',
  minReadySeconds: 'the prop minReady',
  updateStrategy: 'the prop updateStrategy',
  ordinals: 'the prop firstOrdinal',
  persistentVolumeClaimRetentionPolicy: 'the prop persistentVolumeClaimRetentionPolicy',
  podManagementPolicy: 'the pattern, or the prop podManagementPolicy of a StatefulService,',
};

/** Refuses a value that is not one of those that there are. */
export function assertOneOf(where: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw unknownName(where, value, known);
}

/** Refuses what no number of pods can be. */
export function assertWholeNumber(where: string, value: number, least = 0): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(`${where}: Invalid value: ${JSON.stringify(value)}: must be a whole number of at least ${least}`);
}

function assertClaims(where: string, props: StoreProps): void {
  const { claims = 'templates', volumeClaimTemplates = {}, fsGroup, podSecurityContext, pod } = props;
  assertOneOf(`${where}: claims`, claims, ['templates', 'managed']);
  const entries: [string, ManagedVolumeClaim][] = Object.entries(volumeClaimTemplates);
  for (const [name, claim] of entries) assertClaim(`${where}: volumeClaimTemplates.${name}`, name, claim, claims);
  const group = fsGroup ?? podSecurityContext?.fsGroup ?? pod?.securityContext?.fsGroup;
  if (entries.length > 0 && group === undefined)
    throw new Error(
      `${where}: fsGroup: Required value: without it the volumes belong to root, and the image's process cannot write to them`,
    );
}

function assertClaim(where: string, name: string, claim: ManagedVolumeClaim, claims: string): void {
  if (name.length > 63 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))
    throw new Error(`${where}: Invalid value: "${name}": must be an RFC 1123 label: it is the name of a volume`);
  assertKnownFields(where, claim, volumeClaimFields);
  const { size, templateSize, accessMode = 'ReadWriteOnce' } = claim;
  for (const [field, value] of Object.entries({ size, templateSize: templateSize ?? size }))
    assertSize(`${where}.${field}`, value);
  assertOneOf(`${where}.accessMode`, accessMode, ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany']);
  if (templateSize === undefined) return;
  if (claims !== 'managed')
    throw new Error(`${where}.templateSize: Forbidden: the size that a template keeps is for claims: 'managed'`);
  if (templateSize.toKibibytes() > size.toKibibytes())
    throw new Error(
      `${where}.size: Invalid value: ${size.asString()}: must not be smaller than templateSize (${templateSize.asString()}): volumes only grow`,
    );
}

function assertSize(where: string, size: unknown): void {
  if (typeof size === 'object' && size !== null && 'toKibibytes' in size && 'asString' in size) return;
  throw new Error(`${where}: Invalid value: ${JSON.stringify(size)}: must be a Size of cdk8s: Size.gibibytes(10)`);
}

function assertUpdateStrategy(where: string, { updateStrategy }: StoreProps, cluster: Cluster): void {
  if (updateStrategy === undefined) return;
  const field = `${where}: updateStrategy`;
  assertOneOf(`${field}.type`, updateStrategy.type, ['RollingUpdate', 'OnDelete']);
  if (updateStrategy.type === 'OnDelete') return assertKnownFields(field, updateStrategy, { type: true });
  assertKnownFields(field, updateStrategy, { type: true, partition: true, maxUnavailable: true });
  assertWholeNumber(`${field}.partition`, updateStrategy.partition ?? 0);
  if (updateStrategy.maxUnavailable !== undefined && !isAtLeast(cluster.kubernetesVersion, '1.35'))
    throw new Error(
      `${field}.maxUnavailable: Forbidden: cluster ${cluster.name} runs Kubernetes ${cluster.kubernetesVersion}, which drops it before 1.35: leave it out there`,
    );
}

function assertRetention(where: string, props: StoreProps): void {
  const { persistentVolumeClaimRetentionPolicy: policy = {}, claims } = props;
  const field = `${where}: persistentVolumeClaimRetentionPolicy`;
  assertKnownFields(field, policy, { whenDeleted: true, whenScaled: true });
  for (const [when, what] of Object.entries(policy)) {
    assertOneOf(`${field}.${when}`, what, ['Retain', 'Delete']);
    if (claims === 'managed' && what === 'Delete')
      throw new Error(
        `${field}.${when}: Forbidden: claims that are objects of the tree end with the tree: remove them there`,
      );
  }
}
