import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';

const protocols = ['HTTP', 'HTTPS', 'GRPC', 'GRPC-WEB', 'HTTP2', 'MONGO', 'TCP', 'TLS', 'HTTP_PROXY', 'HBONE'];

/** Each server of a Gateway has hosts, a port by a name of its own, and TLS settings where its protocol needs them. */
export const validIstioGateway: Check = {
  id: 'valid-istio-gateway',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the Gateway; without the webhook, the port does not open.",
  kinds: ['networking.istio.io/Gateway'],
  run: function* ({ manifest }) {
    const servers = Field.root(manifest).at('spec', 'servers');
    if (servers.items().length === 0)
      yield required(servers, 'at least one server', 'add a server with a port and hosts');
    const names = new Set<string>();
    for (const server of servers.items()) {
      const name = server.at('port', 'name');
      if (name.text === undefined) yield required(name, '', 'name the port');
      else if (names.has(name.text)) yield duplicate(name, 'rename one of the two ports');
      names.add(name.text ?? '');
      yield* serverProblems(server);
    }
  },
};

function* serverProblems(server: Field): Iterable<Problem> {
  if (server.at('hosts').items().length === 0)
    yield required(server.at('hosts'), 'at least one host', 'name the hosts');
  for (const host of server.at('hosts').items()) {
    if (host.text !== undefined && !/^([^/]+\/)?(\*|(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/i.test(host.text)) {
      yield invalid(
        host,
        'must be a host name, with a wildcard in front at most',
        'write for instance "*.example.com"',
      );
    }
  }
  const protocol = server.at('port', 'protocol');
  if (protocol.text !== undefined && !protocols.includes(protocol.text.toUpperCase()))
    yield unsupported(protocol, protocols, 'use a supported protocol');
  yield* tlsProblems(server.at('tls'), protocol);
}

function* tlsProblems(tls: Field, protocol: Field): Iterable<Problem> {
  const secure = ['HTTPS', 'TLS'].includes(protocol.text?.toUpperCase() ?? '');
  if (secure && tls.map === undefined)
    yield required(tls, `the protocol ${protocol.text} needs TLS settings`, 'set the mode and credentialName');
  if (tls.map === undefined) return;
  const mode = tls.at('mode').text ?? 'PASSTHROUGH';
  const redirects = tls.at('httpsRedirect').boolean === true;
  if (!secure && tls.at('mode').isSet)
    yield forbidden(tls.at('mode'), `the protocol is ${protocol.text}`, 'set the protocol to HTTPS or TLS');
  if (secure && redirects)
    yield forbidden(tls.at('httpsRedirect'), 'is for plain HTTP', 'put it on the server of port 80');
  const files = tls.at('serverCertificate').isSet || tls.at('tlsCertificates').isSet || tls.at('credentialNames').isSet;
  if (secure && ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode) && !tls.at('credentialName').isSet && !files) {
    yield required(tls.at('credentialName'), `the mode ${mode} needs a certificate`, 'name the Secret that holds it');
  }
}
