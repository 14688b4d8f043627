import { listCapability } from '../../model/capability';
import { CapabilityName } from '../../model/capability-name';
import type { NamespaceModel } from '../../model/namespace-model';
import { emitCiliumNetworkPolicy } from './cilium-network-policy';
import { emitDefaultDeny, emitNetworkPolicy } from './network-policy';
import type { PolicyModel } from './policy-model';
import { refuseUnenforceable } from './refuse-unenforceable';
import { resolvePolicies } from './resolve-policies';

/** What the network policies of a cluster say: which namespaces deny by default, and what each workload may do. */
interface NetworkPolicyModel {
  readonly isolated: readonly NamespaceModel[];
  readonly policies: readonly PolicyModel[];
}

/** Turns connections, and what the infrastructure needs, into network policies. */
export const networkPolicyCapability = listCapability({
  name: new CapabilityName<NetworkPolicyModel>('network-policy'),
  resolve(model) {
    const policies = resolvePolicies(model);
    refuseUnenforceable(model, policies);
    return { isolated: [...model.namespaces.values()].filter(({ isolated }) => isolated), policies };
  },
  *emit({ isolated, policies }, { cluster }) {
    for (const namespace of isolated) yield { manifest: emitDefaultDeny(namespace), ...placeOf(namespace) };
    for (const policy of policies) {
      const place = { origin: `${policy.workload.origin}/network-policy`, chart: policy.workload.chart };
      yield { manifest: emitNetworkPolicy(policy), ...place };
      const cilium = emitCiliumNetworkPolicy(policy, cluster.network);
      if (cilium !== undefined) yield { manifest: cilium, ...place };
    }
  },
});

function placeOf({ chart, origin }: NamespaceModel) {
  return { origin: `${origin}/default-deny`, chart };
}
