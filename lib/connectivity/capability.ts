import type { Capability, EmittedManifest } from '../model/capability';
import type { ClusterModel } from '../model/cluster-model';
import type { NamespaceModel } from '../model/namespace-model';
import { exposureConnection } from './exposure/exposure-connections';
import { emitGatewayRoute } from './exposure/http-route';
import { emitIngress } from './exposure/ingress';
import { resolveExposures } from './exposure/resolve-exposures';
import { emitGuardRails } from './guard-rail/emit-guard-rails';
import { emitCiliumNetworkPolicy } from './network-policy/cilium-network-policy';
import { emitDefaultDeny, emitNetworkPolicy } from './network-policy/network-policy';
import { refuseUnenforceable } from './network-policy/refuse-unenforceable';
import { resolvePolicies } from './network-policy/resolve-policies';
import { webhookConnections } from './webhook-connections';

/** Turns connections into network policies, and exposures into routes from outside. */
export const connectivityCapability: Capability = {
  name: 'connectivity',
  resolve(model) {
    for (const exposure of resolveExposures(model)) model.connect(exposureConnection(exposure));
    for (const connection of webhookConnections(model)) model.connect(connection);
  },
  *emit(model) {
    yield* routes(model);
    yield* emitGuardRails(model);
    const policies = resolvePolicies(model);
    refuseUnenforceable(model, policies);
    for (const namespace of model.namespaces.values()) {
      if (namespace.isolated) yield { manifest: emitDefaultDeny(namespace), ...placeOf(namespace) };
    }
    for (const policy of policies) {
      const place = { origin: `${policy.workload.origin}/network-policy`, chart: policy.workload.chart };
      yield { manifest: emitNetworkPolicy(policy), ...place };
      const cilium = emitCiliumNetworkPolicy(policy, model.cluster.network);
      if (cilium !== undefined) yield { manifest: cilium, ...place };
    }
  },
};

function* routes(model: ClusterModel): Iterable<EmittedManifest> {
  for (const exposed of resolveExposures(model)) {
    const { workload, origin } = exposed.exposure;
    const manifest = exposed.controller.api === 'Gateway' ? emitGatewayRoute(exposed) : emitIngress(exposed);
    yield { manifest, origin, chart: workload.chart };
  }
}

function placeOf({ chart, origin }: NamespaceModel) {
  return { origin: `${origin}/default-deny`, chart };
}
