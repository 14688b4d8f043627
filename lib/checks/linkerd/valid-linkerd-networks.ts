import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { required } from '../field-error';
import { networkProblems } from './network';

/** The networks of a NetworkAuthentication or an EgressNetwork are ranges of addresses, each with exceptions inside it. */
export const validLinkerdNetworks: Check = {
  id: 'valid-linkerd-networks',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects networks that no address is in, and exceptions that change nothing.",
  kinds: ['policy.linkerd.io/EgressNetwork', 'policy.linkerd.io/NetworkAuthentication'],
  run: function* ({ manifest }) {
    const networks = Field.root(manifest).at('spec', 'networks');
    const mayBeLeftOut = manifest.kind === 'EgressNetwork' && !networks.isSet;
    if (networks.items().length === 0 && !mayBeLeftOut) {
      yield required(networks, 'at least one network must be specified', 'list ranges such as 10.0.0.0/8');
    }
    for (const network of networks.items()) yield* networkProblems(network);
  },
};
