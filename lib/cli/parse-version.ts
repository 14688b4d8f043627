import { isKubernetesVersion, type KubernetesVersion } from '../fleet/kubernetes-version';

/** A version as users and servers write it: `1.33`, `v1.33`, `1.33.2`; undefined for one that nobody knows here. */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const minor = /^v?(1\.\d+)(?:\.\d+)?(?:[-+].*)?$/.exec(text)?.[1] ?? text;
  return isKubernetesVersion(minor) ? minor : undefined;
}
