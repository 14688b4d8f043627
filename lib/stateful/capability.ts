import { CapabilityName } from '../model/capability-name';
import { listCapability } from '../model/capability';
import { located } from '../model/located';
import { emitPeerService } from './peer-service';
import { emitPersistentVolumeClaims } from './persistent-volume-claim';
import { emitPodServices } from './pod-service';
import { emitStoreBudget } from './store-budget';
import { stores, type StoreModel } from './store-model';

/** The resolved stores of a cluster. */
export const storeModels = new CapabilityName<readonly StoreModel[]>('stateful');

/** Emits what stands beside the StatefulSet of each store: headless Service, disruption budget, claims. */
export const statefulCapability = listCapability({
  name: storeModels,
  resolve: (model) => stores.in(model).map((intent) => ({ intent, cluster: model.cluster })),
  *emit(models) {
    for (const model of models) {
      const manifests = [
        emitPeerService(model),
        ...emitPodServices(model),
        emitStoreBudget(model),
        ...emitPersistentVolumeClaims(model),
      ];
      yield* manifests.flatMap((manifest) => located(manifest, model.intent.workload));
    }
  },
});
