import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { passiveHealthCheckProblems } from './passive-health-check';
import { saysSomething } from './one-of';
import { tlsVersionProblems } from './tls-versions';

const protocols = ['tcp', 'http', 'http2', 'grpc'];

/** A gateway has listeners that can distinguish their services, or certificates with their keys. */
export const validConsulGateway: Check = {
  id: 'valid-consul-gateway',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the gateway, so that it serves what it served before.',
  kinds: ['consul.hashicorp.com/IngressGateway', 'consul.hashicorp.com/TerminatingGateway'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (manifest.kind === 'TerminatingGateway') {
      for (const service of spec.at('services').items()) yield* certificateProblems(service);
      return;
    }
    yield* tlsVersionProblems(spec.at('tls'));
    yield* passiveHealthCheckProblems(spec.at('defaults', 'passiveHealthCheck'));
    for (const listener of spec.at('listeners').items()) yield* listenerProblems(listener);
  },
};

function* certificateProblems(service: Field): Iterable<Problem> {
  const [certificate, key] = [service.at('certFile'), service.at('keyFile')];
  if (saysSomething(certificate) && !saysSomething(key)) yield required(key, 'a certificate has a key', 'set both');
  if (saysSomething(key) && !saysSomething(certificate))
    yield required(certificate, 'a key has a certificate', 'set both');
}

function* listenerProblems(listener: Field): Iterable<Problem> {
  const protocol = listener.at('protocol');
  const services = listener.at('services').items();
  if (!protocols.includes(protocol.text ?? '')) yield unsupported(protocol, protocols, 'use a supported protocol');
  if (protocol.text === 'tcp' && services.length > 1) {
    yield invalid(
      listener.at('services'),
      'a listener for tcp has one service',
      'make a listener of each',
      services.length,
    );
  }
  yield* tlsVersionProblems(listener.at('tls'));
  for (const service of services) yield* serviceProblems(service, protocol.text ?? '');
}

function* serviceProblems(service: Field, protocol: string): Iterable<Problem> {
  const [name, hosts] = [service.at('name'), service.at('hosts')];
  if (name.text === '*' && protocol !== 'http') yield invalid(name, 'needs the protocol http', 'name the service');
  if (name.text === '*' && hosts.items().length > 0)
    yield forbidden(hosts, 'each service has a host of its own with "*"', 'name the service');
  if (protocol === 'tcp' && hosts.items().length > 0) yield forbidden(hosts, 'tcp has no hosts', 'remove them');
  for (const limit of ['maxConnections', 'maxPendingRequests', 'maxConcurrentRequests'].map((each) =>
    service.at(each),
  )) {
    if (limit.number !== undefined && limit.number <= 0)
      yield invalid(limit, 'must be greater than 0', 'leave it out to have no limit');
  }
  yield* passiveHealthCheckProblems(service.at('passiveHealthCheck'));
}
