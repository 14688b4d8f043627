import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Labels } from '../../manifest/objects/label-selector';
import type { PodSecurityLevel } from '../../manifest/pods/pod-security-level';
import type { PodSecurityVersion } from './pod-security-violations';

export const podSecurityModes = ['enforce', 'audit', 'warn'] as const;

/** `enforce` keeps pods out, `audit` and `warn` only say that they would have been kept out. */
export type PodSecurityMode = (typeof podSecurityModes)[number];

export interface LevelAndVersion {
  readonly level: PodSecurityLevel;
  readonly version: PodSecurityVersion;
}

/** What the labels of a namespace demand in one mode; `privileged` where they say nothing. */
export function levelAndVersion(labels: Labels, mode: PodSecurityMode): LevelAndVersion {
  const level = labels[`pod-security.kubernetes.io/${mode}`] ?? 'privileged';
  const version = labels[`pod-security.kubernetes.io/${mode}-version`] ?? 'latest';
  return {
    // The admission plugin does the same with what it cannot read: it is strict in enforcing and silent in warning.
    level: isLevel(level) ? level : mode === 'enforce' ? 'restricted' : 'privileged',
    version: isVersion(version) ? version : 'latest',
  };
}

/** The version that a cluster evaluates for one that is asked for: at most its own. */
export function knownVersion(asked: PodSecurityVersion, cluster: KubernetesVersion): PodSecurityVersion {
  const [minor, newest] = [asked.slice('v1.'.length), cluster.slice('1.'.length)].map(Number);
  return asked === 'latest' || Number(minor) > Number(newest) ? `v1.${Number(newest)}` : asked;
}

export function isLevel(value: string): value is PodSecurityLevel {
  return value === 'privileged' || value === 'baseline' || value === 'restricted';
}

export function isVersion(value: string): value is PodSecurityVersion {
  return value === 'latest' || /^v1\.(0|[1-9][0-9]*)$/.test(value);
}
