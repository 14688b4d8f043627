import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Duration } from 'cdk8s';
import { Cluster } from '../fleet/cluster';
import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest, ObjectMeta } from '../manifest/objects/manifest';
import { located } from '../model/located';
import { blueprints } from './blueprint';
import { chartContextOf } from '../chart/chart-context';
import { describeWorkload } from './describe-workload';
import type { KubernetesFields } from './kubernetes-fields';
import { emitPodTemplate } from './pod-template';
import { emitServiceAccount } from './service-account';
import { Workload } from './workload';
import type { WorkloadProps } from './workload-props';

type JobSpecFields = KubernetesFields<k8s.JobSpec>;

/** What jobs have in common, run once or on a schedule. */
export interface JobProps extends WorkloadProps {
  /** How often a failed pod is tried again. Emitted as `backoffLimit`. @default 6, the Kubernetes default */
  readonly backoffLimit?: number;
  /** After which time the job has failed. Emitted as `activeDeadlineSeconds`. @default none */
  readonly activeDeadline?: Duration;
  /** Whether the kubelet restarts a failed container in its pod, or the job makes a new pod. @default 'OnFailure' */
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** Any other field of the Job's spec. @default none */
  readonly job?: Omit<JobSpecFields, 'template'> & {
    /** From Kubernetes 1.30. */
    readonly managedBy?: string;
    /** From Kubernetes 1.30. */
    readonly successPolicy?: {
      readonly rules: readonly { readonly succeededIndexes?: string; readonly succeededCount?: number }[];
    };
  };
}

export interface DeclareJobOptions {
  readonly name: string;
  readonly props: JobProps;
  readonly kind: 'Job' | 'CronJob';
  readonly component: string;
  /** Makes the object around the job's spec. */
  readonly toManifest: (metadata: ObjectMeta, jobSpec: ReturnType<typeof emitJobSpec>) => Manifest;
}

/** Declares pods that come to an end: a Job or CronJob and its ServiceAccount. */
export function declareJob(
  scope: Construct,
  { name, props, kind, component, toManifest }: DeclareJobOptions,
): Workload {
  const cluster = Cluster.of(scope);
  const context = chartContextOf(scope);
  const workload = new Workload(scope, describeWorkload(name, context, props, [], { group: 'batch', kind }));
  blueprints.record(scope, {
    *emit() {
      const labels = { 'app.kubernetes.io/component': component, ...props.labels };
      const metadata = context.metadata(name, {
        labels,
        ...(props.annotations === undefined ? {} : { annotations: props.annotations }),
      });
      yield* located(toManifest(metadata, emitJobSpec(workload, cluster, props)), workload);
      const serviceAccount = emitServiceAccount(workload.serviceAccountName, context, labels, props.serviceAccount);
      yield* located(serviceAccount, workload);
    },
  });
  return workload;
}

function emitJobSpec(
  { name, selectorLabels, serviceAccountName }: { name: string; selectorLabels: Labels; serviceAccountName: string },
  cluster: Cluster,
  props: JobProps,
) {
  const { backoffLimit, activeDeadline, restartPolicy = 'OnFailure', job } = props;
  return {
    ...(backoffLimit === undefined ? {} : { backoffLimit }),
    ...(activeDeadline === undefined ? {} : { activeDeadlineSeconds: activeDeadline.toSeconds() }),
    ...job,
    template: emitPodTemplate({
      name,
      cluster,
      props,
      ports: [],
      selectorLabels,
      serviceAccountName,
      restartPolicy,
      spread: false,
    }),
  };
}
