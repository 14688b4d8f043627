import { CapabilityName } from '../model/capability-name';
import { listCapability } from '../model/capability';
import { located } from '../model/located';
import { elections, type Election } from './leader-election';
import { emitPeerService } from './peer-service';
import { emitPersistentVolumeClaims } from './persistent-volume-claim';
import { emitPodServices } from './pod-service';
import { emitStoreBudget } from './store-budget';
import { stores, type StoreModel } from './store-model';

/** The stores and elections of a cluster, resolved. */
export interface StatefulModel {
  readonly stores: readonly StoreModel[];
  readonly elections: readonly Election[];
}

/** What the room resolves. */
export const statefulModel = new CapabilityName<StatefulModel>('stateful');

/** Emits what stands beside the StatefulSet of each store: Services, disruption budget, claims; and the permissions of elections. */
export const statefulCapability = listCapability({
  name: statefulModel,
  resolve(model): StatefulModel {
    const declared = elections.in(model);
    for (const { workload } of declared)
      model.contributions.add(workload.controller, 'pods', 'leader election', { serviceAccountToken: true });
    return {
      stores: stores.in(model).map((intent) => ({ intent, cluster: model.cluster })),
      elections: declared,
    };
  },
  *emit(model) {
    for (const store of model.stores) {
      const manifests = [
        emitPeerService(store),
        ...emitPodServices(store),
        emitStoreBudget(store),
        ...emitPersistentVolumeClaims(store),
      ];
      yield* manifests.flatMap((manifest) => located(manifest, store.intent.workload));
    }
    for (const { workload, manifests } of model.elections)
      yield* manifests.flatMap((manifest) => located(manifest, workload));
  },
});
