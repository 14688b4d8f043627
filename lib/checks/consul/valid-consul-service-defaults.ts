import { isIP } from 'node:net';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, negative, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { accessLogProblems } from './access-logs';
import { envoyExtensionProblems } from './envoy-extensions';
import { saysSomething } from './one-of';
import { passiveHealthCheckProblems } from './passive-health-check';
import { rateLimitProblems } from './rate-limits';

const gatewayModes = ['remote', 'local', 'none'];
const enumerated: readonly (readonly [path: readonly string[], values: readonly string[]])[] = [
  [['protocol'], ['tcp', 'http', 'http2', 'grpc']],
  [['mutualTLSMode'], ['strict', 'permissive']],
  [['balanceInboundConnections'], ['exact_balance']],
  [['meshGateway', 'mode'], gatewayModes],
  [
    ['failoverPolicy', 'mode'],
    ['sequential', 'order-by-locality'],
  ],
];

/** The defaults of a service, and of all services, say what Consul on Kubernetes lets them say. */
export const validConsulServiceDefaults: Check = {
  id: 'valid-consul-service-defaults',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the object, and the service keeps the protocol, limits and mTLS mode that it had.',
  kinds: ['consul.hashicorp.com/ServiceDefaults', 'consul.hashicorp.com/ProxyDefaults'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const [path, values] of enumerated) {
      const field = spec.at(...path);
      if (saysSomething(field) && !values.includes(field.text ?? ''))
        yield unsupported(field, values, 'use a supported value');
    }
    if (spec.at('mode').isSet) {
      yield forbidden(spec.at('mode'), 'is set on pods', 'use the annotation consul.hashicorp.com/transparent-proxy');
    }
    const listener = spec.at('transparentProxy', 'outboundListenerPort');
    if (saysSomething(listener)) {
      yield forbidden(
        listener,
        'is set on pods',
        'use the annotation consul.hashicorp.com/transparent-proxy-outbound-listener-port',
      );
    }
    if (spec.at('destination').map !== undefined) yield* destinationProblems(spec.at('destination'));
    for (const path of spec.at('expose', 'paths').items()) yield* exposeProblems(path);
    for (const name of ['maxInboundConnections', 'localConnectTimeoutMs', 'localRequestTimeoutMs'])
      yield* negative(spec.at(name));
    yield* envoyExtensionProblems(spec.at('envoyExtensions'));
    yield* rateLimitProblems(spec.at('rateLimits'));
    yield* accessLogProblems(spec.at('accessLogs'));
    yield* upstreamProblems(spec.at('upstreamConfig'));
  },
};

function* destinationProblems(destination: Field): Iterable<Problem> {
  const addresses = destination.at('addresses').items();
  if (addresses.length === 0)
    yield required(destination.at('addresses'), 'at least one address', 'list names or IP addresses');
  const seen = new Set<string>();
  for (const address of addresses) {
    const text = address.text ?? '';
    if (seen.has(text)) yield duplicate(address, 'list each address once');
    else if (isIP(text) === 0 && !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(text)) {
      yield invalid(
        address,
        'must be an IP address or a host name, without wildcards',
        'list each host by its full name',
      );
    }
    seen.add(text);
  }
  const port = destination.at('port').number ?? 0;
  if (port < 1 || port > 65535)
    yield invalid(destination.at('port'), 'must be between 1 and 65535, inclusive', 'name the port');
}

function* exposeProblems(exposed: Field): Iterable<Problem> {
  const path = exposed.at('path');
  if (saysSomething(path) && path.text?.startsWith('/') !== true)
    yield invalid(path, "must begin with a '/'", 'begin it with "/"');
  const protocol = exposed.at('protocol');
  if (saysSomething(protocol) && !['http', 'http2'].includes(protocol.text ?? '')) {
    yield unsupported(protocol, ['http', 'http2'], 'leave it out for "http"');
  }
}

function* upstreamProblems(upstreams: Field): Iterable<Problem> {
  const defaults = upstreams.at('defaults');
  for (const name of ['name', 'namespace', 'partition', 'peer']) {
    if (saysSomething(defaults.at(name)))
      yield forbidden(defaults.at(name), 'defaults are for all upstreams', 'use overrides');
  }
  const names = new Set<string>();
  for (const override of upstreams.at('overrides').items()) {
    const name = override.at('name');
    if (!saysSomething(name)) yield required(name, '', 'say which upstream is overridden');
    else if (name.text === '*') yield invalid(name, 'is no wildcard', 'use defaults for all upstreams');
    else if (names.has(name.text ?? '')) yield duplicate(name, 'make one override of the two');
    names.add(name.text ?? '');
    for (const place of ['namespace', 'partition']) {
      if (saysSomething(override.at('peer')) && saysSomething(override.at(place)))
        yield forbidden(override.at(place), 'may not be set together with peer', 'keep one of the two');
    }
  }
  for (const upstream of [defaults, ...upstreams.at('overrides').items()]) {
    const mode = upstream.at('meshGateway', 'mode');
    if (saysSomething(mode) && !gatewayModes.includes(mode.text ?? ''))
      yield unsupported(mode, gatewayModes, 'use a supported value');
    yield* passiveHealthCheckProblems(upstream.at('passiveHealthCheck'));
  }
}
