import { listCapability } from '../../model/capability';
import { CapabilityName } from '../../model/capability-name';
import { located } from '../../model/located';
import { exposureConnection } from './exposure-connections';
import { emitGatewayRoute } from './http-route';
import { emitIngress } from './ingress';
import { resolveExposures, type ExposureModel } from './resolve-exposures';

/** Turns exposures into routes from outside, and into the connections that they stand for. */
export const exposureCapability = listCapability({
  name: new CapabilityName<readonly ExposureModel[]>('exposure'),
  feeds: ['mesh', 'network-policy'],
  resolve(model) {
    const exposures = resolveExposures(model);
    for (const exposure of exposures) model.connect(exposureConnection(exposure));
    return exposures;
  },
  *emit(exposures) {
    for (const exposed of exposures) {
      const { workload, origin } = exposed.exposure;
      const manifest = exposed.controller.api === 'Gateway' ? emitGatewayRoute(exposed) : emitIngress(exposed);
      yield* located(manifest, { ...workload, origin });
    }
  },
});
