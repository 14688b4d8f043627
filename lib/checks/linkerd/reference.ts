import type { Field } from '../../manifest/objects/field';

const policyGroup = 'policy.linkerd.io';

/** The kind that a reference means, as `group/Kind`. Linkerd takes `core` for the core group, and ignores case. */
export function referencedKind(reference: Field): string {
  const group = (reference.at('group').text ?? '').toLowerCase();
  const kind = reference.at('kind').text ?? '';
  const canonical = known.find(
    (name) => name.toLowerCase() === `${group === 'core' ? '' : group}/${kind}`.toLowerCase(),
  );
  return canonical ?? `${group}/${kind}`;
}

const known = [
  '/Namespace',
  '/Service',
  '/ServiceAccount',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/HTTPRoute',
  `${policyGroup}/EgressNetwork`,
  `${policyGroup}/HTTPRoute`,
  `${policyGroup}/MeshTLSAuthentication`,
  `${policyGroup}/NetworkAuthentication`,
  `${policyGroup}/Server`,
];
