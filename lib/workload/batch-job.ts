import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fieldsOf } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { HasWorkload } from '../model/workload-model';
import type { JobProps } from './job-props';
import { declarePods } from './pods';
import type { Workload } from './workload';
import { jobShapes } from './workload-shapes';

/** Pods that run once. */
export type BatchJobProps = JobProps;

const propsShape = fieldsOf<BatchJobProps>(jobShapes);

/**
 * Pods that run once: a Job and its ServiceAccount. A Job's pod template cannot be changed once applied: give a changed
 * job a new name, such as one with its image's tag.
 */
export class BatchJob extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: BatchJobProps) {
    super(scope, placedId('BatchJob', scope, id));
    assertProps(this, 'BatchJob', propsShape, props);
    this.workload = declarePods(this, {
      name: props.name ?? id,
      props,
      component: 'batch-job',
      controller: { kind: 'Job', job: props },
      ...(props.restartPolicy === undefined ? {} : { restartPolicy: props.restartPolicy }),
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }
}
