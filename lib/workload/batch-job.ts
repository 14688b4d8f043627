import { Construct } from 'constructs';
import type { Connections } from '../model/connections';
import type { HasWorkload } from '../model/workload-model';
import { declareJob, type JobProps } from './job';
import type { Workload } from './workload';

/** Pods that run once. */
export type BatchJobProps = JobProps;

/**
 * Pods that run once: a Job and its ServiceAccount. A Job's pod template cannot be changed once applied: give a changed
 * job a new name, such as one with its image's tag.
 */
export class BatchJob extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: BatchJobProps) {
    super(scope, id);
    this.workload = declareJob(this, {
      name: props.name ?? id,
      props,
      kind: 'Job',
      component: 'batch-job',
      toManifest: (metadata, spec) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec }),
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }
}
