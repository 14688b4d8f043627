import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf, type ChartContext } from '../chart/chart-context';
import { Cluster } from '../fleet/cluster';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { duration, fieldsOf, kubernetesFields, mustBe, text, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import type { Connections } from '../model/connections';
import { located } from '../model/located';
import type { HasWorkload } from '../model/workload-model';
import { blueprints } from '../workload/blueprint';
import type { ResourceRequirements } from '../workload/container-fields';
import { ScheduledJob } from '../workload/scheduled-job';
import type { Workload } from '../workload/workload';
import type { StoreMembers } from './store-members';

/** When the volumes of a store are copied, and how many copies are kept. */
export interface VolumeSnapshotsProps {
  /** Whose volumes: a store, or one role or shard of it. */
  readonly store: { readonly members: StoreMembers };
  /** Claim template whose volumes are copied. @default every template of the store */
  readonly claimTemplate?: string;
  /** When, in cron's five fields. Emitted as the CronJob's `spec.schedule`. */
  readonly schedule: string;
  /** Time zone of the schedule, by its IANA name. Emitted as `spec.timeZone`. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** How late a run may start. Emitted as `spec.startingDeadlineSeconds`. @default Duration.minutes(30) */
  readonly startingDeadline?: Duration;
  /** How many snapshots of each volume are kept: the newest. At least 1. */
  readonly keep: number;
  /** VolumeSnapshotClass of the snapshots. Emitted as their `spec.volumeSnapshotClassName`. @default the cluster's default class */
  readonly volumeSnapshotClassName?: string;
  /** Image with `kubectl` and a shell. Pin a tag or a digest. */
  readonly image: string;
  /** User of the image's process, where the image does not say one that is not root. Emitted as `runAsUser`. @default the image's */
  readonly runAsUser?: number;
  /** Requests and limits of the container. @default none */
  readonly resources?: ResourceRequirements;
  /** Name of the CronJob and of what stands beside it. @default the construct's id */
  readonly name?: string;
}

const propsShape = fieldsOf<VolumeSnapshotsProps>({
  store: (value, path) =>
    typeof value === 'object' && value !== null && 'members' in value
      ? undefined
      : mustBe(
          path,
          value,
          'a store, or one role or shard of it',
          'name a QuorumStore, store.primary or store.shards[0]',
        ),
  'claimTemplate?': text,
  schedule: text,
  'timeZone?': text,
  'startingDeadline?': duration,
  keep: wholeNumberFrom(1),
  'volumeSnapshotClassName?': text,
  image: text,
  'runAsUser?': wholeNumberFrom(0),
  'resources?': kubernetesFields,
  'name?': text,
});

/**
 * Copies of a store's volumes on a schedule: a CronJob that makes a VolumeSnapshot of each claim, named after the time at
 * which it runs, and removes old ones; with a Role that lets it do that in its namespace and nothing else.
 *
 * A snapshot is of one volume: copies of several members are of several moments.
 */
export class VolumeSnapshots extends Construct implements HasWorkload {
  /** What other constructs refer to: the pods of the job. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: VolumeSnapshotsProps) {
    super(scope, placedId('VolumeSnapshots', scope, id));
    assertProps(this, 'VolumeSnapshots', propsShape, props);
    const { store, claimTemplate, schedule, timeZone, startingDeadline = Duration.minutes(30), runAsUser } = props;
    const claims = store.members.claims(claimTemplate);
    if (claims.length === 0)
      rejectProps(this, 'VolumeSnapshots', {
        path: 'store',
        message: 'Invalid value: it has no volumes that could be copied',
        fix: 'name a store with volumeClaimTemplates',
      });
    const long = claims.find((claim) => claim.length > 63);
    if (long !== undefined)
      rejectProps(this, 'VolumeSnapshots', {
        path: 'store',
        message: `Too long: "${long}": may not be more than 63 characters: snapshots are found by a label with the claim's name`,
        fix: 'give the store or its claim template a shorter name',
      });
    const name = props.name ?? id;
    this.workload = new ScheduledJob(this, 'job', {
      name,
      image: props.image,
      schedule,
      ...(timeZone === undefined ? {} : { timeZone }),
      startingDeadline,
      backoffLimit: 2,
      activeDeadline: Duration.minutes(10),
      command: ['/bin/sh', '-c', script],
      env: {
        CLAIMS: claims.join(' '),
        KEEP: `${props.keep}`,
        SNAPSHOT_CLASS: props.volumeSnapshotClassName ?? '',
        HOME: '/tmp',
      },
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }],
      container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
      serviceAccount: { automountToken: true },
      ...(runAsUser === undefined ? {} : { podSecurityContext: { runAsUser } }),
      ...(props.resources === undefined ? {} : { resources: props.resources }),
      labels: { 'app.kubernetes.io/component': 'volume-snapshots' },
    }).workload;
    this.workload.connections.allowTo({ type: 'apiServer' });
    // It talks to the API server alone, which no mesh has.
    if (Cluster.of(this).mesh !== undefined) this.workload.mesh({ enrolled: false });
    const context = chartContextOf(this);
    const manifests = permissions(name, this.workload.serviceAccountName, context);
    blueprints.record(this, {
      resolve: () => ({ emit: () => manifests.flatMap((manifest) => located(manifest, this.workload)) }),
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }
}

/** Label of a snapshot that says of which claim it is. */
const claimLabel = 'cdk8s-blueprints.dev/claim';

const script = [
  'set -eu',
  'stamp=$(date -u +%Y%m%d%H%M%S)',
  'class=""',
  'if [ -n "$SNAPSHOT_CLASS" ]; then class="  volumeSnapshotClassName: $SNAPSHOT_CLASS"; fi',
  'for claim in $CLAIMS; do',
  `  printf '%s\\n' 'apiVersion: snapshot.storage.k8s.io/v1' 'kind: VolumeSnapshot' 'metadata:' "  name: $claim-$stamp" \\`,
  `    '  labels:' "    ${claimLabel}: $claim" 'spec:' "$class" '  source:' \\`,
  '    "    persistentVolumeClaimName: $claim" | kubectl create -f -',
  'done',
  'for claim in $CLAIMS; do',
  `  names=$(kubectl get volumesnapshots -l "${claimLabel}=$claim" --sort-by=.metadata.creationTimestamp -o name)`,
  `  printf '%s\\n' "$names" |`,
  `    awk -v keep="$KEEP" 'NF { name[++n] = $0 } END { for (i = 1; i <= n - keep; i++) print name[i] }' |`,
  '    while read -r old; do kubectl delete --wait=false "$old"; done',
  'done',
  '',
].join('\n');

/** Making, listing and removing snapshots of its namespace: no name is known before they are made. */
function permissions(name: string, serviceAccountName: string, context: ChartContext): readonly Manifest[] {
  const labels: Labels = { 'app.kubernetes.io/component': 'volume-snapshots' };
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: context.metadata(name, { labels }),
      rules: [
        {
          apiGroups: ['snapshot.storage.k8s.io'],
          resources: ['volumesnapshots'],
          verbs: ['create', 'list', 'delete'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: context.metadata(name, { labels }),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace: context.namespace }],
    },
  ];
}
