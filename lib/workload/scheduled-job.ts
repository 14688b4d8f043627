import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { duration, fieldsOf, flag, oneOf, text, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { HasWorkload } from '../model/workload-model';
import type { JobProps } from './job-props';
import { declarePods } from './pods';
import type { Workload } from './workload';
import { jobShapes } from './workload-shapes';

/** Pods that run on a schedule, and when. */
export interface ScheduledJobProps extends JobProps {
  /** When it runs, in cron's five fields. Emitted as `spec.schedule`. */
  readonly schedule: string;
  /** Time zone of the schedule, by its IANA name. Emitted as `spec.timeZone`. @default 'Etc/UTC' */
  readonly timeZone?: string;
  /** What happens when the last run has not ended. Emitted as `spec.concurrencyPolicy`. @default 'Forbid': the new run is left out */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /** How late a run may start before it is left out. Emitted as `spec.startingDeadlineSeconds`. @default none */
  readonly startingDeadline?: Duration;
  /** Stops new runs. Emitted as `spec.suspend`. @default false */
  readonly suspend?: boolean;
  /**
   * Finished runs that are kept. Emitted as `successfulJobsHistoryLimit` and `failedJobsHistoryLimit`.
   *
   * @default 3 successful and 1 failed, the Kubernetes defaults
   */
  readonly history?: { readonly successful?: number; readonly failed?: number };
}

const propsShape = fieldsOf<ScheduledJobProps>({
  ...jobShapes,
  schedule: text,
  'timeZone?': text,
  'concurrencyPolicy?': oneOf('Allow', 'Forbid', 'Replace'),
  'startingDeadline?': duration,
  'suspend?': flag,
  'history?': fieldsOf<NonNullable<ScheduledJobProps['history']>>({
    'successful?': wholeNumberFrom(0),
    'failed?': wholeNumberFrom(0),
  }),
});

/** Pods that run on a schedule: a CronJob and its ServiceAccount. */
export class ScheduledJob extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, placedId('ScheduledJob', scope, id));
    assertProps(this, 'ScheduledJob', propsShape, props);
    const {
      schedule,
      timeZone = 'Etc/UTC',
      concurrencyPolicy = 'Forbid',
      startingDeadline,
      suspend,
      history = {},
    } = props;
    const cronJob = {
      schedule,
      timeZone,
      concurrencyPolicy,
      ...(startingDeadline === undefined ? {} : { startingDeadlineSeconds: startingDeadline.toSeconds() }),
      ...(suspend === undefined ? {} : { suspend }),
      ...(history.successful === undefined ? {} : { successfulJobsHistoryLimit: history.successful }),
      ...(history.failed === undefined ? {} : { failedJobsHistoryLimit: history.failed }),
    };
    this.workload = declarePods(this, {
      name: props.name ?? id,
      props,
      component: 'scheduled-job',
      controller: { kind: 'CronJob', job: props, cronJob },
      ...(props.restartPolicy === undefined ? {} : { restartPolicy: props.restartPolicy }),
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }
}
