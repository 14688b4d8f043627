import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { hostFault, isAddress, isDnsLabel, isPartialWildcard } from './rules/host-name';
import { isHttp, isTls, portNumberProblems, protocolProblems } from './rules/port';
import { serverTlsProblems } from './rules/server-tls';
import { isUnixAddress, unixAddressFault } from './rules/unix-address';

/** Each server of a Gateway has hosts, a port by a name of its own, and TLS settings where its protocol needs them. */
export const validIstioGateway: Check = {
  id: 'valid-istio-gateway',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the Gateway; without the webhook, the port does not open.",
  kinds: ['networking.istio.io/Gateway'],
  run: function* ({ manifest }) {
    const object = Field.root(manifest).at('metadata', 'name');
    if (object.text !== undefined && !isDnsLabel(object.text)) {
      yield invalid(object, 'must be a label of DNS: no dots, and at most 63 characters', 'rename the Gateway');
    }
    const servers = Field.root(manifest).at('spec', 'servers');
    if (servers.items().length === 0)
      yield required(servers, 'at least one server', 'add a server with a port and hosts');
    const names = new Set<string>();
    for (const server of servers.items()) {
      const name = server.at('port', 'name');
      if ((name.text ?? '') === '') yield required(name, '', 'name the port');
      else if (names.has(name.text ?? '')) yield duplicate(name, 'rename one of the two ports');
      names.add(name.text ?? '');
      yield* serverProblems(server);
    }
  },
};

function* serverProblems(server: Field): Iterable<Problem> {
  const [port, bind] = [server.at('port'), server.at('bind')];
  if (server.at('hosts').items().length === 0)
    yield required(server.at('hosts'), 'at least one host', 'name the hosts');
  for (const host of server.at('hosts').items()) yield* hostProblems(host);
  yield* protocolProblems(port.at('protocol'), { isRequired: true });
  yield* bindProblems(port, bind);
  if ((port.at('targetPort').number ?? 0) > 0) {
    yield forbidden(
      port.at('targetPort'),
      'does nothing in a Gateway',
      'remove it: the Service of the gateway says the port',
    );
  }
  yield* tlsProblems(server.at('tls'), port.at('protocol'));
}

function* hostProblems(host: Field): Iterable<Problem> {
  const text = host.text ?? '';
  const slash = text.indexOf('/');
  const namespace = text.slice(0, Math.max(slash, 0));
  const name = text.slice(slash + 1);
  const isKnown = slash < 0 || ['*', '.'].includes(namespace) || isDnsLabel(namespace);
  const isName =
    name === '*' ||
    (name.includes('.') && !isPartialWildcard(name) && (hostFault(name) === undefined || isAddress(name)));
  if (isKnown && isName) return;
  const rule = 'must be a host name with a dot, with a wildcard in front at most, perhaps behind a namespace and "/"';
  yield invalid(host, rule, 'write for instance "*.example.com"');
}

function* bindProblems(port: Field, bind: Field): Iterable<Problem> {
  const [address, number] = [bind.text ?? '', port.at('number')];
  if (!isUnixAddress(address)) {
    yield* portNumberProblems(number);
    if (address !== '' && !isAddress(address))
      yield invalid(bind, 'must be an IP address, or the path of a socket', 'correct the address');
    return;
  }
  const fault = unixAddressFault(address);
  if (fault !== undefined) yield invalid(bind, fault, 'correct the path');
  if ((number.number ?? 0) !== 0)
    yield forbidden(number, 'a socket has no port', 'set the number to 0, or bind to an address');
}

function* tlsProblems(tls: Field, protocol: Field): Iterable<Problem> {
  if (isTls(protocol.text) && tls.map === undefined)
    yield required(tls, `the protocol ${protocol.text ?? ''} needs TLS settings`, 'set the mode and credentialName');
  if (tls.map === undefined) return;
  yield* serverTlsProblems(tls);
  if (tls.at('httpsRedirect').boolean === true && !isHttp(protocol.text)) {
    yield {
      ...forbidden(tls.at('httpsRedirect'), 'is for plain HTTP', 'put it on the server of port 80'),
      severity: 'warning',
    };
  }
  if (isTls(protocol.text)) return;
  const fix = 'set the protocol to HTTPS or TLS';
  const files = ['caCertificates', 'privateKey', 'serverCertificate'].map((name) => tls.at(name));
  const isSecured = !['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(tls.at('mode').text ?? 'PASSTHROUGH');
  if (!isHttp(protocol.text)) yield forbidden(tls, `the protocol is ${protocol.text ?? ''}`, fix);
  else if (isSecured) yield forbidden(tls.at('mode'), `the protocol is ${protocol.text ?? ''}`, fix);
  else {
    for (const file of files.filter(({ text }) => (text ?? '') !== ''))
      yield forbidden(file, `the protocol is ${protocol.text ?? ''}`, fix);
  }
}
