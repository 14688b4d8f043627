import type { JsonObject } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import { defaultReplicas } from '../model/default-replicas';
import type { OwnedField } from '../model/ownership';
import { replicasOf, type PodsModel } from '../model/pods-model';
import { claimAutoscaled } from './claim-autoscaled';
import { claimDeclared } from './claim-declared';
import {
  rollingBounds,
  rollingStrategy,
  type ControllerModel,
  type JobDeclaration,
  type JobFields,
} from './controllers';
import { emitPodTemplate } from './pod-template';
import type { PodsDeclaration } from './pods';

/** The pods of a blueprint, with every default filled in and every claimed field where it belongs. */
export interface ResolvedPods extends PodsModel {
  readonly declaration: PodsDeclaration;
  readonly controller: ControllerModel;
  readonly template: JsonObject;
  /** Fields that other rooms claimed. */
  readonly claimed: readonly OwnedField[];
}

/**
 * Fills in what the props leave open. The one home of the defaults of strategy, and the place where the
 * fields that other rooms claimed come in.
 */
export function resolvePods(declaration: PodsDeclaration, model: ClusterModel): ResolvedPods {
  const { workload } = declaration;
  claimAutoscaled(workload, model);
  const own = claimDeclared(declaration, model.ownership);
  const claimed = model.ownership.take(workload.controller).filter(({ claim }) => !own.has(claim));
  const claim = model.ownership.of(workload.controller, 'spec.replicas');
  const replicas = replicasOf(claim, replicasByDefault(declaration));
  const controller = resolveController(declaration, replicas);
  return {
    workload,
    declaration,
    controller,
    template: emitPodTemplate(declaration),
    claimed,
    ...('replicas' in controller ? { replicas: controller.replicas } : {}),
  };
}

function replicasByDefault({ controller, cluster }: PodsDeclaration): number {
  const { replicas } = (controller.kind === 'StatefulSet' ? controller.defaults : undefined) ?? {};
  return replicas ?? defaultReplicas(cluster);
}

function resolveController(
  { controller }: PodsDeclaration,
  replicas: NonNullable<PodsModel['replicas']>,
): ControllerModel {
  switch (controller.kind) {
    case 'Deployment': {
      const {
        replicas: _,
        strategy = rollingStrategy(controller.rollingUpdate),
        ...fields
      } = controller.deployment ?? {};
      return { kind: 'Deployment', replicas, strategy, fields };
    }
    case 'Rollout': {
      const { replicas: _, ...fields } = controller.deployment ?? {};
      return {
        kind: 'Rollout',
        replicas,
        rollout: controller.rollout,
        rollingUpdate: rollingBounds(controller.rollingUpdate),
        fields,
      };
    }
    case 'StatefulSet': {
      const { replicas: _, ...fields } = { ...controller.defaults, ...controller.statefulSet };
      return { kind: 'StatefulSet', replicas, serviceName: controller.serviceName, fields };
    }
    case 'DaemonSet':
      return { kind: 'DaemonSet', fields: controller.daemonSet ?? {} };
    case 'Job':
      return { kind: 'Job', fields: resolveJob(controller.job) };
    case 'ScaledJob':
      return { kind: 'ScaledJob', fields: resolveJob(controller.job) };
    case 'CronJob':
      return { kind: 'CronJob', fields: controller.cronJob, job: resolveJob(controller.job) };
  }
}

function resolveJob({ backoffLimit, activeDeadline, job }: JobDeclaration): JobFields {
  return {
    ...(backoffLimit === undefined ? {} : { backoffLimit }),
    ...(activeDeadline === undefined ? {} : { activeDeadlineSeconds: activeDeadline.toSeconds() }),
    ...job,
  };
}
