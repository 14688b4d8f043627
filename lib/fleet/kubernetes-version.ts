/** The Kubernetes minor versions that a cluster may run, oldest first. */
export const kubernetesVersions = [
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const;

/** A Kubernetes minor version that a cluster may run, such as `1.33`. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/** The newest of them. */
export const newestKubernetesVersion: KubernetesVersion = '1.37';

/** Whether a text is a minor version that a cluster may run. */
export function isKubernetesVersion(value: string): value is KubernetesVersion {
  return kubernetesVersions.some((version) => version === value);
}

/** True when `version` is `minimum` or newer. Both are minors of Kubernetes 1. */
export function isAtLeast(version: KubernetesVersion, minimum: string): boolean {
  return minorOf(version) >= minorOf(minimum);
}

function minorOf(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}
