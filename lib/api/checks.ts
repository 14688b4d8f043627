export { allChecks } from '../checks/all-checks';
export type { Check, CheckContext, Profile } from '../checks/check';
export type { Finding, FindingObject, FindingStatus, Problem, Severity } from '../checks/finding';
export { defaultProfile, profiles } from '../checks/profile';
export { runChecks, type CheckResults, type Proof, type RunChecksOptions } from '../checks/run-checks';
export type { SuppressedFinding } from '../checks/suppress-findings';
export { CheckCache } from '../checks/incremental/check-cache';
export type { ObjectPattern, Suppression } from '../fleet/suppression';
export {
  podSecurityViolations,
  type PodSecurityOptions,
  type PodSecurityVersion,
  type PodSecurityViolation,
} from '../checks/pod-security/pod-security-violations';
