import { containsRange, parseAddressBlock } from '../../manifest/network/address-range';
import type { Field } from '../../manifest/objects/field';
import { invalid } from '../field-error';
import type { Problem } from '../finding';

/** A range of addresses, with exceptions inside it that leave something of it. */
export function* networkProblems(network: Field): Iterable<Problem> {
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
