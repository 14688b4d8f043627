import { parseAddressBlock } from '../../manifest/network/address-range';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { istioLabels } from '../../products/istio';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { exportToProblems } from './rules/export-to';
import { domainFault, hostProblems, isAddress } from './rules/host-name';
import { selectorProblems } from './rules/label';
import {
  isHttp,
  isTls,
  optionalPortProblems,
  portNameProblems,
  portNumberProblems,
  protocolProblems,
} from './rules/port';
import { workloadEntryProblems } from './rules/workload-entry';

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
      else yield* hostProblems(host, 'write for instance api.example.com');
    }
    yield* selectorProblems(spec.at('workloadSelector'), 'labels');
    yield* addressProblems(spec);
    yield* opaquePortProblems(spec, Field.root(manifest).at('metadata', 'labels'));
    yield* portsProblems(spec.at('ports'));
    yield* resolutionProblems(spec);
    yield* sharedPortProblems(spec);
    if (resolutionOf(spec) === 'DYNAMIC_DNS')
      yield* dynamicProblems(spec, Field.root(manifest).at('metadata', 'labels'));
    yield* exportToProblems(spec.at('exportTo'), { namespace: namespaceOf(manifest), allowsNobody: true });
  },
};

function* addressProblems(spec: Field): Iterable<Problem> {
  const resolution = resolutionOf(spec);
  for (const address of spec.at('addresses').items()) {
    const text = address.text ?? '';
    if (parseAddressBlock(text) === undefined && !isAddress(text)) {
      yield invalid(address, 'must be an IP address or a CIDR', 'write for instance 192.0.2.0/24');
    } else if (text.includes('/') && resolution !== 'NONE' && resolution !== 'STATIC') {
      yield invalid(
        address,
        `must be one address for resolution ${resolution}`,
        'list addresses, or set resolution to NONE or STATIC',
      );
    }
  }
}

/** Without an address, a proxy cannot tell a TCP port from the same port of any other host (IST0134). */
function* opaquePortProblems(spec: Field, labels: Field): Iterable<Problem> {
  const isOpaque = spec
    .at('ports')
    .items()
    .some((port) => ['', 'TCP'].includes((port.at('protocol').text ?? '').toUpperCase()));
  if (!isOpaque || spec.at('addresses').items().length > 0 || resolutionOf(spec) === 'DYNAMIC_DNS') return;
  const problem = required(
    spec.at('addresses'),
    'a TCP port is told apart by address only',
    'list the addresses, or set the protocol to TLS',
  );
  const refuses = labels.entry('networking.istio.io/enable-autoallocate-ip').text?.toLowerCase() === 'false';
  if (resolutionOf(spec) === 'NONE' || refuses) yield { ...problem, severity: 'warning' };
  else {
    const message = `${problem.message}; Istio assigns one, which clients learn where their proxy answers the DNS`;
    yield { ...problem, message, status: 'unproved' };
  }
}

function* portsProblems(list: Field): Iterable<Problem> {
  const [names, numbers] = [new Set<string>(), new Set<number>()];
  for (const port of list.items()) {
    const [name, number] = [port.at('name'), port.at('number')];
    if (names.has(name.text ?? '')) yield duplicate(name, 'rename one of the two ports');
    else yield* portNameProblems(name);
    if (numbers.has(number.number ?? 0)) yield duplicate(number, 'list each port once');
    else yield* portNumberProblems(number);
    yield* protocolProblems(port.at('protocol'));
    yield* optionalPortProblems(port.at('targetPort'));
    names.add(name.text ?? '');
    numbers.add(number.number ?? 0);
  }
}

function* resolutionProblems(spec: Field): Iterable<Problem> {
  const endpoints = spec.at('endpoints').items();
  const hosts = spec.at('hosts').items();
  const selector = spec.at('workloadSelector');
  const resolution = resolutionOf(spec);
  const servicePorts = new Set(
    spec
      .at('ports')
      .items()
      .map((port) => port.at('name').text ?? ''),
  );
  if (selector.isSet && endpoints.length > 0)
    yield forbidden(selector, 'may not be set together with endpoints', 'keep one of the two');
  switch (resolution) {
    case 'NONE':
      if (endpoints.length > 0)
        yield forbidden(spec.at('endpoints'), 'resolution NONE has no endpoints', 'set resolution to STATIC or DNS');
      break;
    case 'STATIC':
      if (endpoints.length === 0 && !selector.isSet) {
        const problem = required(spec.at('endpoints'), 'resolution STATIC needs endpoints', 'list them');
        yield { ...problem, severity: 'warning' };
      }
      for (const endpoint of endpoints) {
        yield* workloadEntryProblems(endpoint, { servicePorts, isName: false, isSocket: true, isInNetwork: true });
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
      for (const host of endpoints.length === 0 ? hosts : []) {
        if (domainFault(host.text ?? '') === undefined) continue;
        const isWildcard = host.text?.includes('*') === true;
        yield invalid(
          host,
          isWildcard
            ? `a wildcard cannot be looked up: resolution is ${resolution}`
            : `cannot be looked up: resolution is ${resolution}`,
          'list endpoints, or set resolution to NONE or DYNAMIC_DNS',
        );
      }
      for (const endpoint of endpoints) {
        yield* workloadEntryProblems(endpoint, { servicePorts, isName: true, isSocket: false, isInNetwork: false });
      }
      break;
    case 'DYNAMIC_DNS':
      if (endpoints.length > 0)
        yield forbidden(spec.at('endpoints'), 'resolution DYNAMIC_DNS has no endpoints', 'use DNS');
      break;
  }
}

/** Several hosts at a port of plain TCP cannot be distinguished, unless connections go where they were going. */
function* sharedPortProblems(spec: Field): Iterable<Problem> {
  if (resolutionOf(spec) === 'NONE' || spec.at('hosts').items().length < 2) return;
  for (const port of spec.at('ports').items()) {
    const protocol = port.at('protocol');
    if (isHttp(protocol.text) || isTls(protocol.text)) continue;
    yield invalid(
      protocol,
      'several hosts can be told apart with HTTP and TLS only',
      'make a ServiceEntry of each host',
      protocol.text ?? '',
    );
  }
}

function* dynamicProblems(spec: Field, labels: Field): Iterable<Problem> {
  const known = ['HTTP', 'TLS', 'GRPC', 'HTTP2'];
  for (const host of spec.at('hosts').items()) {
    if (host.text?.startsWith('*') !== true)
      yield invalid(host, 'must be a wildcard for resolution DYNAMIC_DNS', 'use DNS');
  }
  if (spec.at('addresses').items().length > 0) {
    yield forbidden(spec.at('addresses'), 'resolution DYNAMIC_DNS looks addresses up', 'remove them');
  }
  for (const port of spec.at('ports').items()) {
    const protocol = port.at('protocol');
    if (!known.includes(protocol.text?.toUpperCase() ?? ''))
      yield unsupported(protocol, known, 'a name must be seen to be looked up');
  }
  const waypoint = labels.entry(istioLabels.useWaypoint).text ?? '';
  const isExternal = (spec.at('location').text ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL';
  if (!isExternal && waypoint !== '' && waypoint.toLowerCase() !== 'none') {
    yield forbidden(
      spec.at('location'),
      'a waypoint looks up hosts outside of the mesh only',
      'set it to MESH_EXTERNAL',
    );
  }
}

function resolutionOf(spec: Field): string {
  return spec.at('resolution').text ?? 'NONE';
}
