import { text } from '../shape';
import type { Fact } from './fact';

/** DNS domain of Services where the kubelet is told nothing else. */
const defaultDnsDomain = 'cluster.local';

/** Under which domain Services are found, as users write it. */
export interface DnsDomainProps {
  /** DNS domain of the cluster's Services. @default 'cluster.local', the kubelet default */
  readonly dnsDomain?: string;
}

/** Under which domain Services are found. */
export interface DnsDomainFact {
  /** DNS domain of the cluster's Services. */
  readonly dnsDomain: string;
}

export const dnsDomainFact: Fact<DnsDomainProps, DnsDomainFact> = {
  props: { 'dnsDomain?': text },
  resolve: ({ dnsDomain = defaultDnsDomain }) => ({ dnsDomain }),
  describe: ({ dnsDomain }) => ({ dnsDomain: dnsDomain === defaultDnsDomain ? undefined : dnsDomain }),
};
