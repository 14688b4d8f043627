import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** A DestinationRule has a host, subsets by name, and settings that a proxy can take. */
export const validIstioDestinationRule: Check = {
  id: 'valid-istio-destination-rule',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the DestinationRule; without the webhook, proxies ignore it.",
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if ((spec.at('host').text ?? '') === '') yield required(spec.at('host'), '', 'name the Service');
    const names = new Set<string>();
    for (const subset of spec.at('subsets').items()) {
      const name = subset.at('name');
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/i.test(name.text ?? '')) {
        yield invalid(
          name,
          'must be letters, digits and "-", at most 63, with a letter or digit at both ends',
          'rename the subset',
        );
      } else if (names.has(name.text ?? '')) yield duplicate(name, 'rename one of the two subsets');
      names.add(name.text ?? '');
      yield* policyProblems(subset.at('trafficPolicy'));
    }
    yield* policyProblems(spec.at('trafficPolicy'));
  },
};

function* policyProblems(policy: Field): Iterable<Problem> {
  yield* settingsProblems(policy);
  const ports = new Set<number>();
  for (const level of policy.at('portLevelSettings').items()) {
    const port = level.at('port', 'number');
    if (port.number === undefined) yield required(port, '', 'name the port of the Service');
    else if (ports.has(port.number)) yield duplicate(port, 'make one entry of the two');
    else ports.add(port.number);
    yield* settingsProblems(level);
  }
}

function* settingsProblems(settings: Field): Iterable<Problem> {
  yield* tlsProblems(settings.at('tls'));
  yield* localityProblems(settings.at('loadBalancer', 'localityLbSetting'));
  const aggression = settings.at('loadBalancer', 'warmup', 'aggression');
  if (aggression.number !== undefined && aggression.number < 1)
    yield invalid(aggression, 'must be at least 1', 'leave it out');
  for (const name of ['maxEjectionPercent', 'minHealthPercent']) {
    const percent = settings.at('outlierDetection', name);
    if (percent.number !== undefined && (percent.number < 0 || percent.number > 100)) {
      yield invalid(percent, 'must be between 0 and 100', 'write a percentage');
    }
  }
  for (const path of [
    ['tcp', 'maxConnections'],
    ['http', 'http1MaxPendingRequests'],
    ['http', 'http2MaxRequests'],
    ['http', 'maxRetries'],
  ]) {
    const limit = settings.at('connectionPool', ...path);
    if ((limit.number ?? 0) < 0) yield invalid(limit, 'must not be negative', 'leave it out to have no limit');
  }
}

function* tlsProblems(tls: Field): Iterable<Problem> {
  const mode = tls.at('mode').text ?? 'DISABLE';
  const files = ['clientCertificate', 'privateKey', 'caCertificates'].map((name) => tls.at(name));
  const credential = tls.at('credentialName');
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of [...files, credential].filter(isNonEmpty)) {
      yield forbidden(field, "Istio's own certificates are used with ISTIO_MUTUAL", 'remove it, or use MUTUAL');
    }
  }
  if (mode === 'MUTUAL' && !isNonEmpty(credential)) {
    for (const field of files.slice(0, 2).filter((file) => !isNonEmpty(file))) {
      yield required(field, 'MUTUAL needs a certificate and its key', 'set it, or credentialName');
    }
  }
  if (isNonEmpty(credential)) {
    for (const field of files.filter(isNonEmpty))
      yield forbidden(field, 'may not be set together with credentialName', 'keep one of the two');
  }
}

function* localityProblems(locality: Field): Iterable<Problem> {
  const ways = ['distribute', 'failover', 'failoverPriority']
    .map((name) => locality.at(name))
    .filter(({ isSet }) => isSet);
  // failoverPriority may refine failover, so that only distribute stands alone.
  if (ways.length > 1 && locality.at('distribute').isSet) {
    yield forbidden(locality.at('distribute'), 'may not be set together with failover', 'keep one of the two');
  }
  for (const share of locality.at('distribute').items()) {
    const weights = share
      .at('to')
      .entries()
      .map(([, weight]) => weight.number ?? 0);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (sum !== 100) yield invalid(share.at('to'), 'the weights must add up to 100', 'correct the weights', sum);
  }
  for (const failover of locality.at('failover').items()) {
    const from = failover.at('from').text ?? '';
    if (from.includes('/'))
      yield invalid(failover.at('from'), 'must be a region alone', 'use failoverPriority for zones');
    if (from === failover.at('to').text)
      yield invalid(failover.at('to'), 'must be another region', 'name where requests go instead');
  }
}

function isNonEmpty({ text }: Field): boolean {
  return text !== undefined && text !== '';
}
