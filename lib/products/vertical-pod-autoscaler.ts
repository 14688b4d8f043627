import type { VerticalPodAutoscalerFacts } from '../fleet/autoscaler-facts';
import type { KubernetesVersion } from '../fleet/kubernetes-version';

/** Something of a VerticalPodAutoscaler that not every version has, or has switched on. */
export interface VerticalFeature {
  /** The first version that has it. */
  readonly since: string;
  /** The feature gate that switches it on. */
  readonly gate: string;
  /** The first version that has the gate on by itself. @default none yet */
  readonly onSince?: string;
  /** The first version of Kubernetes that it works with. @default any */
  readonly kubernetes?: KubernetesVersion;
}

/** Update modes that not every version has. https://github.com/kubernetes/autoscaler: vertical-pod-autoscaler/docs/features.md */
export const verticalModes: Readonly<Record<'InPlaceOrRecreate' | 'InPlace', VerticalFeature>> = {
  InPlaceOrRecreate: { since: '1.4', gate: 'InPlaceOrRecreate', onSince: '1.5', kubernetes: '1.33' },
  InPlace: { since: '1.7', gate: 'InPlace', kubernetes: '1.33' },
};

/** Fields that not every version has: its webhook refuses them while their gate is off. */
export const verticalFields: Readonly<
  Record<'evictAfterOOMSeconds' | 'oomBumpUpRatio' | 'oomMinBumpUp' | 'startupBoost', VerticalFeature>
> = {
  evictAfterOOMSeconds: { since: '1.7', gate: 'PerVPAConfig' },
  oomBumpUpRatio: { since: '1.5', gate: 'PerVPAConfig' },
  oomMinBumpUp: { since: '1.5', gate: 'PerVPAConfig' },
  startupBoost: { since: '1.7', gate: 'CPUStartupBoost', kubernetes: '1.33' },
};

/** Why an installation does not do something: its version, or a gate that is off. Undefined where it does. */
export function missingFeature(
  { version, featureGates = [] }: VerticalPodAutoscalerFacts,
  { since, gate, onSince }: VerticalFeature,
): 'version' | 'gate' | undefined {
  const minor = minorOf(version);
  if (minor < minorOf(since)) return 'version';
  return featureGates.includes(gate) || (onSince !== undefined && minor >= minorOf(onSince)) ? undefined : 'gate';
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
