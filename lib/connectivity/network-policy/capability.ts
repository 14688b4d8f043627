import { listCapability } from '../../model/capability';
import { CapabilityName } from '../../model/capability-name';
import { located } from '../../model/located';
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
    for (const namespace of isolated)
      yield* located(emitDefaultDeny(namespace), { ...namespace, origin: `${namespace.origin}/default-deny` });
    for (const policy of policies) {
      const owner = { ...policy.workload, origin: `${policy.workload.origin}/network-policy` };
      yield* located(emitNetworkPolicy(policy), owner);
      yield* located(emitCiliumNetworkPolicy(policy, cluster.network), owner);
    }
  },
});
