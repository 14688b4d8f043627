import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { domainFault, isAddress } from './host-name';
import { labelProblems } from './label';
import { portNameProblems, portNumberProblems } from './port';
import { isUnixAddress, unixAddressFault } from './unix-address';

export interface WorkloadEntryOptions {
  /** Names of the ports that the ServiceEntry has, where the endpoint belongs to one. */
  readonly servicePorts?: ReadonlySet<string>;
  /** Whether the address may be looked up. */
  readonly isName: boolean;
  /** Whether it may be a socket: an endpoint that is looked up may not. */
  readonly isSocket: boolean;
  /** Whether the address may be left to a network. */
  readonly isInNetwork: boolean;
}

/** Something that is no pod and serves a host: where it is, and which ports it has. */
export function* workloadEntryProblems(entry: Field, options: WorkloadEntryOptions): Iterable<Problem> {
  const { servicePorts } = options;
  yield* addressProblems(entry, options);
  for (const [name, port] of entry.at('ports').entries()) {
    if (servicePorts !== undefined && !servicePorts.has(name)) {
      yield invalid(port, 'is no port of the ServiceEntry', 'use the name of one of spec.ports', name);
    }
    yield* portNameProblems(port, name);
    yield* portNumberProblems(port);
  }
  yield* labelProblems(entry.at('labels'));
}

function* addressProblems(
  entry: Field,
  { servicePorts, isName, isSocket, isInNetwork }: WorkloadEntryOptions,
): Iterable<Problem> {
  const address = entry.at('address');
  const text = address.text ?? '';
  if (text === '') {
    if (!isInNetwork || (entry.at('network').text ?? '') === '')
      yield required(address, '', 'say where the workload is');
  } else if (isSocket && isUnixAddress(text)) {
    const fault = unixAddressFault(text);
    if (fault !== undefined) yield invalid(address, fault, 'correct the path');
    if (entry.at('ports').entries().length > 0)
      yield forbidden(entry.at('ports'), 'a socket has no ports', 'remove them');
    if (servicePorts !== undefined && servicePorts.size !== 1) {
      yield invalid(address, 'a socket serves exactly one port', 'make a ServiceEntry of each port');
    }
  } else if (!isAddress(text) && !(isName && domainFault(text) === undefined)) {
    yield invalid(
      address,
      isName ? 'must be an IP address or a DNS name' : 'must be an IP address for resolution STATIC',
      'correct the address',
    );
  }
}
