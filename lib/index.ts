// values
export { kubernetesVersions, isAtLeast, isKubernetesVersion, type KubernetesVersion } from './fleet/kubernetes-version';
export type { ClusterFacts, EnvironmentFacts, ExternalObject, Tier } from './fleet/cluster-facts';

// manifests
export { isManifest, type LocatedManifest, type Manifest, type ObjectMeta } from './manifest/manifest';
export { formatIdentity, identityKey, identityOf, type ObjectIdentity } from './manifest/object-identity';
export { ManifestSet } from './manifest/manifest-set';

// checks
export { allChecks } from './checks/all-checks';
export type { Check, CheckContext, Profile } from './checks/check';
export type { Finding, FindingObject, FindingStatus, Problem, Severity } from './checks/finding';
export { defaultProfile, profiles } from './checks/profile';
export { runChecks, type CheckResults, type Proof, type RunChecksOptions } from './checks/run-checks';
export type { SuppressedFinding } from './checks/suppress-findings';
export { CheckCache } from './checks/incremental/check-cache';
export type { ObjectPattern, Suppression } from './fleet/suppression';
export {
  podSecurityViolations,
  type PodSecurityLevel,
  type PodSecurityOptions,
  type PodSecurityVersion,
  type PodSecurityViolation,
} from './checks/pod-security/pod-security-violations';
