import { isIP } from 'node:net';
import { parseAddressBlock } from '../../manifest/network/address-range';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** A ServiceEntry says how its addresses are found, and has what that way needs. */
export const validIstioServiceEntry: Check = {
  id: 'valid-istio-service-entry',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the ServiceEntry; without the webhook, calls to its hosts are dropped or go anywhere.",
  kinds: ['networking.istio.io/ServiceEntry'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (spec.at('hosts').items().length === 0) yield required(spec.at('hosts'), 'at least one host', 'name the hosts');
    for (const host of spec.at('hosts').items()) {
      if (host.text === '*') yield invalid(host, 'is too wide', 'name a domain, as in "*.example.com"');
    }
    yield* addressProblems(spec);
    yield* portProblems(spec.at('ports'));
    yield* resolutionProblems(spec);
  },
};

function* addressProblems(spec: Field): Iterable<Problem> {
  for (const address of spec.at('addresses').items()) {
    if (address.text !== undefined && parseAddressBlock(address.text) === undefined) {
      yield invalid(address, 'must be an IP address or a CIDR', 'write for instance 192.0.2.0/24');
    }
  }
  // Without an address, a proxy cannot tell this TCP port from the same port of any other host (IST0134).
  const opaque = spec
    .at('ports')
    .items()
    .some((port) => ['', 'TCP'].includes((port.at('protocol').text ?? '').toUpperCase()));
  if (opaque && spec.at('addresses').items().length === 0 && resolutionOf(spec) === 'NONE') {
    const problem = required(
      spec.at('addresses'),
      'a TCP port is told apart by address only',
      'list the addresses, or set the protocol to TLS',
    );
    yield { ...problem, severity: 'warning' };
  }
}

function* portProblems(list: Field): Iterable<Problem> {
  const [names, numbers] = [new Set<string>(), new Set<number>()];
  for (const port of list.items()) {
    const [name, number] = [port.at('name'), port.at('number')];
    if (name.text !== undefined && names.has(name.text)) yield duplicate(name, 'rename one of the two ports');
    if (number.number !== undefined && numbers.has(number.number)) yield duplicate(number, 'list each port once');
    names.add(name.text ?? '');
    numbers.add(number.number ?? 0);
  }
}

function* resolutionProblems(spec: Field): Iterable<Problem> {
  const endpoints = spec.at('endpoints').items();
  const hosts = spec.at('hosts').items();
  const selector = spec.at('workloadSelector');
  const resolution = resolutionOf(spec);
  if (selector.isSet && endpoints.length > 0)
    yield forbidden(selector, 'may not be set together with endpoints', 'keep one of the two');
  switch (resolution) {
    case 'NONE':
      if (endpoints.length > 0)
        yield forbidden(spec.at('endpoints'), 'resolution NONE has no endpoints', 'set resolution to STATIC or DNS');
      break;
    case 'STATIC':
      if (endpoints.length === 0 && !selector.isSet)
        yield required(spec.at('endpoints'), 'resolution STATIC needs endpoints', 'list them');
      for (const endpoint of endpoints) {
        const address = endpoint.at('address');
        if (address.text !== undefined && isIP(address.text) === 0 && !address.text.startsWith('unix://')) {
          yield invalid(address, 'must be an IP address for resolution STATIC', 'set resolution to DNS');
        }
      }
      break;
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
      if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
        yield invalid(
          spec.at('endpoints'),
          'resolution DNS_ROUND_ROBIN has at most one endpoint',
          'use DNS',
          endpoints.length,
        );
      }
      for (const host of hosts) {
        if (endpoints.length === 0 && host.text?.includes('*') === true) {
          yield invalid(
            host,
            `a wildcard cannot be looked up: resolution is ${resolution}`,
            'list endpoints, or set resolution to NONE or DYNAMIC_DNS',
          );
        }
      }
      break;
    case 'DYNAMIC_DNS':
      if (endpoints.length > 0)
        yield forbidden(spec.at('endpoints'), 'resolution DYNAMIC_DNS has no endpoints', 'use DNS');
      break;
  }
}

function resolutionOf(spec: Field): string {
  return spec.at('resolution').text ?? 'NONE';
}
