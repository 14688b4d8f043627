import type { KubernetesVersion } from '../../../lib/fleet/kubernetes-version';

/** The patch release that stands for each minor version: the newest that the Go module proxies have of it. */
export const kubernetesReleases: Readonly<Record<KubernetesVersion, string>> = {
  '1.28': 'v1.28.15',
  '1.29': 'v1.29.6',
  '1.30': 'v1.30.14',
  '1.31': 'v1.31.14',
  '1.32': 'v1.32.13',
  '1.33': 'v1.33.13',
  '1.34': 'v1.34.4',
  '1.35': 'v1.35.4',
  '1.36': 'v1.36.3',
  '1.37': 'v1.37.2',
};

/** Plays the nodes of clusters of every version. */
export const kwokRelease = 'v0.8.0';

/** Speaks the protocol that every one of them expects of its store. */
export const etcdRelease = 'v3.6.16';

/**
 * The versions that every run judges by: what cdk8s-plus-28 is made for, the one from which on clusters get native
 * sleep hooks and so other manifests, and the newest.
 */
export const judgingVersions: readonly KubernetesVersion[] = ['1.28', '1.30', '1.37'];
