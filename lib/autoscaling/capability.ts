import { listCapability, type EmittedManifest } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import type { Manifest } from '../manifest/objects/manifest';
import { emitHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { resolveScalings } from './resolve';
import { emitScaledObject } from './scaled-object';
import type { ScalerModel } from './scaler-model';
import { emitTriggerAuthentication } from './trigger-authentication';
import { emitVerticalPodAutoscaler } from './vertical-pod-autoscaler';

/** Turns what is said of scaling into the autoscalers that a cluster has, and leaves them the fields that they decide. */
export const autoscalingCapability = listCapability({
  name: new CapabilityName<readonly ScalerModel[]>('autoscaling'),
  feeds: ['workload', 'mesh', 'network-policy'],
  resolve: resolveScalings,
  *emit(scalers): Iterable<EmittedManifest> {
    for (const scaler of scalers) {
      const owner = 'owner' in scaler ? scaler.owner : { ...scaler.workload, origin: scaler.origin };
      yield* located(emitScaler(scaler), owner);
    }
  },
});

function emitScaler(scaler: ScalerModel): Manifest {
  switch (scaler.kind) {
    case 'HorizontalPodAutoscaler':
      return emitHorizontalPodAutoscaler(scaler);
    case 'ScaledObject':
      return emitScaledObject(scaler);
    case 'VerticalPodAutoscaler':
      return emitVerticalPodAutoscaler(scaler);
    case 'TriggerAuthentication':
    case 'ClusterTriggerAuthentication':
      return emitTriggerAuthentication(scaler);
  }
}
