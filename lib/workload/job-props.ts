import type { Duration } from 'cdk8s';
import type { JobFields } from './controllers';
import type { WorkloadProps } from './workload-props';

/** What jobs have in common, run once or on a schedule. */
export interface JobProps extends WorkloadProps {
  /** How often a failed pod is tried again. Emitted as `backoffLimit`. @default 6, the Kubernetes default */
  readonly backoffLimit?: number;
  /** After which time the job has failed. Emitted as `activeDeadlineSeconds`. @default none */
  readonly activeDeadline?: Duration;
  /** Whether the kubelet restarts a failed container in its pod, or the job makes a new pod. @default 'OnFailure' */
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** Any other field of the Job's spec. What a prop of its own says differently is an error. @default none */
  readonly job?: JobFields;
}
