import type { PodSecurityLevel } from '../../manifest/pods/pod-security-level';
import { Field } from '../../manifest/objects/field';
import type { CheckContext } from '../check';
import type { VisitedPod } from '../pod-check';
import { knownVersion } from './namespace-policy';
import { podSecurityViolations, type PodSecurityViolation } from './pod-security-violations';

/**
 * What a level has against a pod of a namespace for which nobody has decided on one: the namespace enforces none, or is
 * not in the tree. Where one is enforced, `pod-security` judges by that.
 */
export function undecidedViolations(
  level: PodSecurityLevel,
  { template }: VisitedPod,
  { manifests, cluster }: CheckContext,
): readonly PodSecurityViolation[] {
  const name = template.namespace;
  const namespace = manifests.get({ group: '', kind: 'Namespace', namespace: '', name });
  const label = 'pod-security.kubernetes.io/enforce';
  if (namespace !== undefined && Field.root(namespace.manifest).at('metadata', 'labels').entry(label).isSet) return [];
  const version = knownVersion('latest', cluster.kubernetesVersion);
  const violations = podSecurityViolations(level, version, template.metadata, template.spec, template);
  return violations.map((violation) => ({
    ...violation,
    fix: `${violation.fix}; where the Pod needs it, decide so by the label ${label} of Namespace ${name}`,
  }));
}
