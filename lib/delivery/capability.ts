import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import type { ClusterModel } from '../model/cluster-model';
import { rolloutIntents } from '../model/rollout';

/** Reports the rollouts of a cluster that has nothing to carry them out. */
export const deliveryCapability = listCapability({
  name: new CapabilityName<void>('delivery'),
  feeds: ['mesh', 'workload'],
  resolve: refuseWithoutDelivery,
});

/** The object would lie in the cluster, and no pod would ever come of it. */
function refuseWithoutDelivery(model: ClusterModel): void {
  if (model.cluster.delivery !== undefined) return;
  for (const { workload, origin } of rolloutIntents.in(model)) {
    const { controller, namespace } = workload;
    model.report({
      id: 'require-delivery',
      severity: 'error',
      object: { apiVersion: 'argoproj.io/v1alpha1', kind: controller.kind, namespace, name: controller.name },
      path: 'rollout',
      message: `Required value: ${model.cluster.name} has nothing that makes pods of a Rollout`,
      fix: "say that Argo Rollouts runs there: new Cluster(…, { delivery: argoRollouts({ version: '1.9' }) }), or leave rollout out there: a Deployment replaces its pods one after the other",
      origin,
    });
  }
}
