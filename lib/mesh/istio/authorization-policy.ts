import type { AuthorizationPolicySpec } from '../../../imports/security.istio.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { MeshWorkload } from '../mesh-model';
import { emitRules } from './authorization-rules';

/** Refuses every request of a namespace that no other policy allows. An empty spec, not an empty rule: that would allow everything. */
export function emitDefaultDeny(namespace: string): Manifest {
  return authorizationPolicy(namespace, 'default-deny', {});
}

/** Allows what the workload's connections declare; undefined where nothing is declared and the default holds. */
export function emitAuthorizationPolicy(
  { workload, authorization }: MeshWorkload,
  trustDomain: string,
  rules = authorization?.rules ?? [],
): Manifest | undefined {
  const emitted = emitRules(rules, trustDomain);
  if (emitted.length === 0) return undefined;
  return authorizationPolicy(workload.namespace, workload.name, {
    action: 'ALLOW',
    selector: { matchLabels: workload.selectorLabels },
    rules: emitted,
  });
}

/** An AuthorizationPolicy of a namespace, about one workload or all of them. */
export function authorizationPolicy(namespace: string, name: string, spec: Plain<AuthorizationPolicySpec>): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace },
    spec,
  };
}
