import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fieldsOf } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { HasWorkload } from '../model/workload-model';
import { deploymentOf } from './controllers';
import { declarePods } from './pods';
import type { Workload } from './workload';
import type { LongRunningProps } from './workload-props';
import { longRunningShapes } from './workload-shapes';

/** Pods that work without being asked. */
export type WorkerProps = LongRunningProps;

const propsShape = fieldsOf<WorkerProps>(longRunningShapes);

/** Pods that work without being asked, such as queue consumers: a Deployment with its ServiceAccount and disruption budget, no Service. */
export class Worker extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, placedId('Worker', scope, id));
    assertProps(this, 'Worker', propsShape, props);
    this.workload = declarePods(this, {
      name: props.name ?? id,
      props,
      component: 'worker',
      controller: deploymentOf(props),
      ports: props.ports ?? [],
      disruptionBudget: props.disruptionBudget,
      scaling: props.scaling,
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Says how a mesh treats its pods: whether they are part of it, proxy resources. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }
}
