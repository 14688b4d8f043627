import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { isForMesh, rulesOf } from './virtual-service-routes';

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
    // A VirtualService without hosts is one that others delegate to, which may only have rules for HTTP.
    if (hosts.items().length === 0 && rules.some(({ protocol }) => protocol !== 'http')) {
      yield required(hosts, 'a delegate has rules for HTTP only', 'name the hosts');
    }
    if (rules.length === 0) yield required(spec.at('http'), 'must have at least one rule', 'add a rule with a route');
    if (isForMesh(manifest) && hosts.items().some(({ text }) => text === '*')) {
      yield invalid(hosts, 'the host "*" needs gateways', 'name the hosts, or the gateways without "mesh"');
    }
    for (const { protocol, field } of rules) {
      yield* destinationProblems(field.at('route'));
      if (protocol === 'http') yield* httpProblems(field);
      if (protocol === 'tls') yield* sniProblems(field, hosts);
    }
  },
};

/** Sums that weights are shares of on purpose: per cent, and fractions of it. */
const wholes = [100, 1000, 10_000, 100_000];

function* destinationProblems(list: Field): Iterable<Problem> {
  const routes = list.items();
  const weights = routes.map((route) => route.at('weight').number ?? 0);
  for (const route of routes) {
    if ((route.at('destination', 'host').text ?? '') === '') {
      yield required(route.at('destination', 'host'), '', 'name the Service');
    }
    const weight = route.at('weight');
    if ((weight.number ?? 0) < 0) yield invalid(weight, 'must not be negative', 'write a percentage');
  }
  if (routes.length > 1 && weights.every((weight) => weight <= 0)) {
    yield invalid(list, 'the total weight is 0', 'give each destination a weight', 0);
    return;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (routes.length > 1 && !wholes.includes(total)) {
    const problem = invalid(
      list,
      'the weights are shares of their sum, not percentages',
      'make them add up to 100',
      total,
    );
    yield { ...problem, severity: 'warning' };
  }
}

function* httpProblems(rule: Field): Iterable<Problem> {
  const actions = ['route', 'redirect', 'directResponse', 'delegate']
    .map((name) => rule.at(name))
    .filter(({ isSet }) => isSet);
  if (actions.length === 0) yield required(rule.at('route'), '', 'say where requests go');
  for (const other of actions.slice(1))
    yield forbidden(other, 'a rule does one thing with a request', 'make a rule of its own of it');
  if (rule.at('redirect').isSet) {
    for (const name of ['rewrite', 'mirror', 'mirrors', 'retries', 'timeout']) {
      if (rule.at(name).isSet) yield forbidden(rule.at(name), 'does nothing for a redirect', `remove ${name}`);
    }
  }
  if (rule.at('mirror').isSet && rule.at('mirrors').isSet) {
    yield forbidden(rule.at('mirror'), 'may not be set together with mirrors', 'add it to mirrors');
  }
  const retries = rule.at('retries');
  if (retries.at('attempts').number === 0 && (retries.at('perTryTimeout').isSet || retries.at('retryOn').isSet)) {
    yield forbidden(
      retries.at(retries.at('retryOn').isSet ? 'retryOn' : 'perTryTimeout'),
      'nothing is retried: attempts is 0',
      'remove it',
    );
  }
  if ((retries.at('attempts').number ?? 0) < 0)
    yield invalid(retries.at('attempts'), 'must not be negative', 'use 0 to retry nothing');
  yield* percentageProblems([
    rule.at('fault', 'delay', 'percentage', 'value'),
    rule.at('fault', 'abort', 'percentage', 'value'),
  ]);
  yield* percentageProblems(
    rule
      .at('mirrors')
      .items()
      .map((mirror) => mirror.at('percentage', 'value')),
  );
  const status = rule.at('fault', 'abort', 'httpStatus');
  if (status.number !== undefined && (status.number < 200 || status.number > 600)) {
    yield invalid(status, 'must be a status between 200 and 600', 'write a status code');
  }
}

function* percentageProblems(fields: readonly Field[]): Iterable<Problem> {
  for (const field of fields) {
    if (field.number !== undefined && (field.number < 0 || field.number > 100)) {
      yield invalid(field, 'must be between 0 and 100', 'write a percentage');
    }
  }
}

/** Each server name must be one of the hosts, or below a wildcard of them. */
function* sniProblems(rule: Field, hosts: Field): Iterable<Problem> {
  for (const match of rule.at('match').items()) {
    for (const sni of match.at('sniHosts').items()) {
      const name = sni.text;
      if (name === undefined || hosts.items().some(({ text }) => text !== undefined && isBelow(name, text))) continue;
      yield invalid(sni, 'must be one of the hosts, or below a wildcard of them', 'add it to spec.hosts');
    }
  }
}

function isBelow(name: string, host: string): boolean {
  return host.startsWith('*') ? name.endsWith(host.slice(1)) : name === host;
}
