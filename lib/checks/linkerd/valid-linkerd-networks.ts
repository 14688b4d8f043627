import { containsRange, parseAddressBlock } from '../../manifest/network/address-range';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';

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

function* networkProblems(network: Field): Iterable<Problem> {
  const range = network.at('cidr');
  const cidr = parseAddressBlock(range.text ?? '');
  if (cidr === undefined) yield invalid(range, 'must be a CIDR', 'write a range such as 10.0.0.0/8');
  for (const exception of network.at('except').items()) {
    const except = parseAddressBlock(exception.text ?? '');
    if (except === undefined) {
      yield invalid(exception, 'must be a CIDR', 'write a range such as 10.0.0.0/8');
    } else if (cidr !== undefined && containsRange(except, cidr)) {
      yield invalid(exception, `leaves nothing of ${range.text}`, 'remove the network, or narrow the exception');
    } else if (cidr !== undefined && !containsRange(cidr, except)) {
      yield invalid(exception, `is not inside ${range.text}`, 'remove the exception, or move it to its network');
    }
  }
}
