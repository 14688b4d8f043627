import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { duration, fieldsOf, listOf, mustBe, nonEmpty, oneOf, text, wholeNumberFrom, type Shape } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import { eventShape } from '../model/scaling-shape';
import type { HasWorkload } from '../model/workload-model';
import type { JobProps } from '../workload/job-props';
import { declarePods } from '../workload/pods';
import type { Workload } from '../workload/workload';
import { jobShapes } from '../workload/workload-shapes';
import { scaledJobs, type CustomJobStrategy, type JobScaling } from './resolve-scaled-jobs';

/** Pods that run for events, and the events. */
export interface ScaledJobProps extends JobProps {
  /** What Jobs are started for, and how many. */
  readonly scaling: JobScaling;
}

const share: Shape = (value, path) =>
  typeof value === 'number' && value >= 0 && value <= 1
    ? undefined
    : mustBe(path, value, 'a share from 0 to 1, 0.5 for a half');
const customStrategy = fieldsOf<CustomJobStrategy>({
  'queueLengthDeduction?': wholeNumberFrom(0),
  'runningJobPercentage?': share,
});
const namedStrategy = oneOf('default', 'accurate', 'eager');
const strategy: Shape = (value, path) =>
  typeof value === 'object' ? customStrategy(value, path) : namedStrategy(value, path);

const propsShape = fieldsOf<ScaledJobProps>({
  ...jobShapes,
  scaling: fieldsOf<JobScaling>({
    max: wholeNumberFrom(1),
    'min?': wholeNumberFrom(0),
    events: nonEmpty(eventShape, 'event'),
    'pollingInterval?': duration,
    'strategy?': strategy,
    'pendingPodConditions?': listOf(text),
    'multipleScalersCalculation?': oneOf('min', 'max', 'avg', 'sum'),
    'rollout?': oneOf('gradual', 'immediate'),
    'propagationPolicy?': oneOf('foreground', 'background'),
    'envSourceContainerName?': text,
  }),
});

/** Pods that run for events, each to its end: a ScaledJob of KEDA and its ServiceAccount. A cluster without KEDA refuses it. */
export class ScaledJob extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ScaledJobProps) {
    super(scope, placedId('ScaledJob', scope, id));
    assertProps(this, 'ScaledJob', propsShape, props);
    const { scaling, ...job } = props;
    this.workload = declarePods(this, {
      name: job.name ?? id,
      props: job,
      component: 'scaled-job',
      controller: { kind: 'ScaledJob', job },
      ...(job.restartPolicy === undefined ? {} : { restartPolicy: job.restartPolicy }),
    });
    scaledJobs.record(this, { workload: this.workload, scaling, origin: this.node.path });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }
}
