import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Check, Profile } from './check';

/** The profiles, each with every check of those before it. */
export const profiles = ['baseline', 'production', 'strict'] as const satisfies readonly Profile[];

export function isProfile(value: string): value is Profile {
  return profiles.some((profile) => profile === value);
}

/** What a cluster is held to when nobody says otherwise: `production` in production, `baseline` elsewhere. */
export function defaultProfile({ environment }: ClusterFacts): Profile {
  return environment.tier === 'production' ? 'production' : 'baseline';
}

/** The checks that a profile runs. */
export function checksOf(profile: Profile, checks: readonly Check[]): readonly Check[] {
  const rank = profiles.indexOf(profile);
  return checks.filter((check) => profiles.indexOf(check.profile) <= rank);
}
