import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { destinationProblems } from './rules/destination';
import { exportToProblems } from './rules/export-to';
import { gatewayNameProblems } from './rules/gateway-name';
import { isClaim } from './rules/header';
import { hostFault, hostsOverlap, isAddress, isCoveredBy } from './rules/host-name';
import { sourceProblems } from './rules/http-match';
import { httpRuleProblems } from './rules/http-rule';
import { widthProblems } from './rules/limit';
import { isForMesh, rulesOf, type VirtualServiceRule } from './virtual-service-routes';
import { parseAddressBlock } from '../../manifest/network/address-range';

/** A VirtualService has hosts, and each of its rules does one thing with a request. */
export const validIstioVirtualService: Check = {
  id: 'valid-istio-virtual-service',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the VirtualService; without the webhook, proxies ignore it.",
  kinds: ['networking.istio.io/VirtualService'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const rules = rulesOf(manifest);
    const hosts = spec.at('hosts');
    // A VirtualService without hosts is one that others delegate to.
    const isDelegate = hosts.items().length === 0;
    if (isDelegate) yield* delegateProblems(spec, rules);
    else yield* hostsProblems(hosts, isForMesh(manifest), hasServerNames(rules));
    yield* gatewayNameProblems(spec.at('gateways'));
    yield* exportToProblems(spec.at('exportTo'), { namespace: namespaceOf(manifest) });
    if (rules.length === 0) yield required(spec.at('http'), 'must have at least one rule', 'add a rule with a route');
    for (const { protocol, field } of rules) {
      yield* weightProblems(field.at('route'));
      if (protocol === 'http') {
        if (isForMesh(manifest)) yield* claimProblems(field);
        yield* httpRuleProblems(field, { isDelegate });
      } else {
        yield* connectionProblems(field, protocol, hosts, isForMesh(manifest));
      }
    }
  },
};

function* delegateProblems(spec: Field, rules: readonly VirtualServiceRule[]): Iterable<Problem> {
  if (rules.some(({ protocol }) => protocol !== 'http')) {
    yield required(spec.at('hosts'), 'a delegate has rules for HTTP only', 'name the hosts');
  }
  if (spec.at('gateways').items().length > 0) {
    yield forbidden(spec.at('gateways'), 'a delegate has those of its root', 'remove them, or name the hosts');
  }
}

/** Each host is a name or an address, and none is covered by another. */
function* hostsProblems(hosts: Field, isForMesh: boolean, hasServerNames: boolean): Iterable<Problem> {
  let areValid = true;
  for (const host of hosts.items()) {
    const text = host.text ?? '';
    const fault = !isForMesh && hasServerNames && text.startsWith('outbound_') ? undefined : hostFault(text);
    const isOfMesh = isForMesh && text === '*';
    if (fault !== undefined && !isAddress(text)) {
      yield text === ''
        ? required(host, '', 'name the Service')
        : invalid(host, fault, 'write for instance cart.boutique.svc.cluster.local');
      areValid = false;
    } else if (isOfMesh) {
      yield invalid(hosts, 'the host "*" needs gateways', 'name the hosts, or the gateways without "mesh"');
      areValid = false;
    }
  }
  if (areValid) yield* overlapProblems(hosts.items());
}

function* overlapProblems(hosts: readonly Field[]): Iterable<Problem> {
  const named = new Set<string>();
  const wildcards: string[] = [];
  for (const host of hosts) {
    const text = host.text ?? '';
    const covered = named.has(text) || wildcards.some((wildcard) => hostsOverlap(text, wildcard));
    if (covered || (text.startsWith('*') && [...named].some((name) => isCoveredBy(name, text)))) {
      yield duplicate(host, 'name each host once: a wildcard covers the names below it');
    }
    if (text.startsWith('*')) wildcards.push(text);
    else named.add(text);
  }
}

function hasServerNames(rules: readonly VirtualServiceRule[]): boolean {
  return rules.some(
    ({ protocol, field }) =>
      protocol === 'tls' &&
      field
        .at('match')
        .items()
        .some((match) => match.at('sniHosts').items().length > 0),
  );
}

/** Sums that weights are shares of on purpose: per cent, and fractions of it. */
const wholes = [100, 1000, 10_000, 100_000];

function* weightProblems(list: Field): Iterable<Problem> {
  const routes = list.items();
  const weights = routes.map((route) => route.at('weight').number ?? 0);
  for (const route of routes) {
    if (!route.at('destination').isSet) yield required(route.at('destination'), '', 'name the Service');
    else yield* destinationProblems(route.at('destination'));
    const weight = route.at('weight');
    if ((weight.number ?? 0) < 0) yield invalid(weight, 'must not be negative', 'write a percentage');
    yield* widthProblems(weight);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (routes.length < 2) return;
  if (total === 0) {
    yield invalid(list, 'the total weight is 0', 'give each destination a weight', 0);
  } else if (!wholes.includes(total)) {
    const problem = invalid(
      list,
      'the weights are shares of their sum, not percentages',
      'make them add up to 100',
      total,
    );
    yield { ...problem, severity: 'warning' };
  }
}

/** Only a gateway verifies the tokens of a request before it chooses a route. */
function* claimProblems(rule: Field): Iterable<Problem> {
  for (const match of rule.at('match').items()) {
    for (const [name, header] of [...match.at('headers').entries(), ...match.at('withoutHeaders').entries()]) {
      if (isClaim(name)) yield forbidden(header, 'claims are matched at gateways', 'name gateways without "mesh"');
    }
  }
}

/** A rule for connections: of TLS by the name of the server, of TCP by address. */
function* connectionProblems(
  rule: Field,
  protocol: 'tls' | 'tcp',
  hosts: Field,
  isForMesh: boolean,
): Iterable<Problem> {
  const matches = rule.at('match').items();
  if (protocol === 'tls' && matches.length === 0) {
    yield required(rule.at('match'), 'a rule for TLS is for names of servers', 'add a match with sniHosts');
  }
  if (rule.at('route').items().length === 0) yield required(rule.at('route'), '', 'say where connections go');
  for (const match of matches) {
    if (protocol === 'tls') yield* serverNameProblems(match.at('sniHosts'), hosts, isForMesh);
    for (const subnet of match.at('destinationSubnets').items()) {
      if (parseAddressBlock(subnet.text ?? '') === undefined && !isAddress(subnet.text ?? '')) {
        yield invalid(subnet, 'must be an IP address or a CIDR', 'write for instance 10.0.0.0/8');
      }
    }
    yield* sourceProblems(match);
  }
}

/** Each server name must be one of the hosts, or below a wildcard of them. */
function* serverNameProblems(names: Field, hosts: Field, isForMesh: boolean): Iterable<Problem> {
  if (names.items().length === 0) yield required(names, 'at least one name', 'name the hosts that clients ask for');
  for (const name of names.items()) {
    const text = name.text ?? '';
    const fault = !isForMesh && text.startsWith('outbound_') ? undefined : hostFault(text);
    if (fault !== undefined && isAddress(text)) continue;
    if (fault !== undefined) yield invalid(name, fault, 'write for instance shop.example.com');
    else if (!hosts.items().some((host) => host.text !== undefined && isCoveredBy(text, host.text))) {
      yield invalid(name, 'must be one of the hosts, or below a wildcard of them', 'add it to spec.hosts');
    }
  }
}
