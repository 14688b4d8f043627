import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Policy, NetworkPolicyRule } from './policy';

/** `NetworkPolicy boutique/cart`; a namespaced policy without a namespace is in `default`. */
export function policyName(manifest: Manifest, namespaced = true): string {
  const identity = identityOf(manifest);
  return formatIdentity(namespaced ? { ...identity, namespace: identity.namespace || 'default' } : identity);
}

/** `NetworkPolicy boutique/cart spec.ingress[0]`: how every answer names the rules that decide it. */
export function ruleName(policy: Policy, rule: NetworkPolicyRule): string {
  return `${policy.name} ${rule.path}`;
}
