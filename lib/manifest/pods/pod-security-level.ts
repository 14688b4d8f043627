/** A Pod Security Standard: how much a pod may do, from anything to almost nothing. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';
