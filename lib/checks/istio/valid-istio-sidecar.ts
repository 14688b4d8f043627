import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { connectionPoolProblems } from './rules/connection-pool';
import { destinationProblems } from './rules/destination';
import { domainFault, hostFault, isAddress, isDnsLabel, isPartialWildcard } from './rules/host-name';
import { selectorProblems } from './rules/label';
import { isTls, portNameProblems, portNumberProblems, protocolProblems } from './rules/port';
import { serverTlsProblems } from './rules/server-tls';
import { isUnixAddress, unixAddressFault } from './rules/unix-address';

/** A Sidecar names hosts as `namespace/name`, has each port once, and one listener for all other ports. */
export const validIstioSidecar: Check = {
  id: 'valid-istio-sidecar',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the Sidecar; without the webhook, its workloads reach nothing, or everything.",
  kinds: ['networking.istio.io/Sidecar'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const [ingress, egress] = [spec.at('ingress').items(), spec.at('egress').items()];
    const others = [spec.at('outboundTrafficPolicy'), spec.at('inboundConnectionPool')];
    if (ingress.length + egress.length === 0 && !others.some(({ isSet }) => isSet)) {
      yield required(spec.at('egress'), 'the Sidecar says nothing', 'list the hosts that the pods reach');
    }
    yield* selectorProblems(spec.at('workloadSelector'), 'labels');
    yield* uniquePorts(ingress);
    for (const listener of ingress) yield* ingressProblems(listener);
    if (ingress.length > 0 && !spec.at('workloadSelector').isSet) {
      const problem = required(
        spec.at('workloadSelector'),
        'ingress listeners are for the pods of one workload',
        'select its pods',
      );
      yield { ...problem, severity: 'warning' };
    }
    yield* connectionPoolProblems(spec.at('inboundConnectionPool'));
    yield* egressProblems(egress);
    yield* outboundProblems(spec.at('outboundTrafficPolicy'));
  },
};

function* uniquePorts(listeners: readonly Field[]): Iterable<Problem> {
  const seen = new Set<number>();
  for (const listener of listeners) {
    const port = listener.at('port', 'number');
    if (port.number === undefined) continue;
    if (seen.has(port.number)) yield duplicate(port, 'make one listener of the two');
    seen.add(port.number);
  }
}

function* ingressProblems(listener: Field): Iterable<Problem> {
  const [port, bind, tls] = [listener.at('port'), listener.at('bind'), listener.at('tls')];
  if (!port.isSet) {
    yield required(port, '', 'say which port the proxy listens at');
    return;
  }
  yield* portProblems(port);
  yield* portNumberProblems(port.at('number'));
  yield* addressProblems(bind);
  yield* endpointProblems(listener.at('defaultEndpoint'));
  if (tls.isSet) yield* tlsProblems(tls, port.at('protocol'));
  yield* connectionPoolProblems(listener.at('connectionPool'));
}

function* portProblems(port: Field): Iterable<Problem> {
  if ((port.at('name').text ?? '') !== '') yield* portNameProblems(port.at('name'));
  yield* protocolProblems(port.at('protocol'));
  if ((port.at('targetPort').number ?? 0) > 0)
    yield forbidden(port.at('targetPort'), 'does nothing in a Sidecar', 'remove it');
}

function* addressProblems(bind: Field): Iterable<Problem> {
  if ((bind.text ?? '') !== '' && !isAddress(bind.text ?? ''))
    yield invalid(bind, 'must be an IP address', 'correct the address');
}

function* tlsProblems(tls: Field, protocol: Field): Iterable<Problem> {
  const unused = ['subjectAltNames', 'credentialNames', 'tlsCertificates']
    .map((name) => tls.at(name))
    .filter((list) => list.items().length > 0);
  if (tls.at('httpsRedirect').boolean === true) unused.push(tls.at('httpsRedirect'));
  if ((tls.at('credentialName').text ?? '') !== '') unused.push(tls.at('credentialName'));
  for (const field of unused)
    yield forbidden(field, 'is not supported in a Sidecar', 'name the files of the certificate');
  if (['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(tls.at('mode').text ?? '')) {
    yield forbidden(tls.at('mode'), 'is not supported in a Sidecar', 'use SIMPLE or MUTUAL');
  }
  if (!isTls(protocol.text))
    yield forbidden(tls, `the protocol is ${protocol.text ?? 'not said'}`, 'set the protocol to HTTPS or TLS');
  yield* serverTlsProblems(tls);
}

function* egressProblems(listeners: readonly Field[]): Iterable<Problem> {
  yield* uniquePorts(listeners.filter((listener) => listener.at('port', 'number').number !== 0));
  const sockets = new Set<string>();
  for (const [index, listener] of listeners.entries()) {
    const port = listener.at('port');
    if (!port.isSet) {
      if (index < listeners.length - 1)
        yield forbidden(
          listener,
          'the listener without a port stands last',
          'move it to the end, or add its hosts to the other one',
        );
    } else {
      yield* portProblems(port);
      if ((port.at('number').number ?? 0) === 0) yield* socketProblems(listener, sockets);
      else {
        yield* portNumberProblems(port.at('number'));
        yield* addressProblems(listener.at('bind'));
      }
    }
    yield* hostProblems(listener.at('hosts'));
  }
}

/** A listener at port 0 is at a socket. */
function* socketProblems(listener: Field, seen: Set<string>): Iterable<Problem> {
  const [bind, capture] = [listener.at('bind'), listener.at('captureMode')];
  const address = bind.text ?? '';
  const fault = isUnixAddress(address) ? unixAddressFault(address) : 'must be the path of a socket: the port is 0';
  if (seen.has(address)) yield duplicate(bind, 'make one listener of the two', address);
  else if (fault !== undefined) yield invalid(bind, fault, 'name a socket as unix:///path, or say the port', address);
  seen.add(address);
  if (!['DEFAULT', 'NONE'].includes(capture.text ?? 'DEFAULT'))
    yield forbidden(capture, 'nothing is captured for a socket', 'use NONE');
}

function* hostProblems(hosts: Field): Iterable<Problem> {
  if (hosts.items().length === 0) yield required(hosts, 'at least one host', 'write for instance "./*"');
  const seen = new Set<string>();
  for (const host of hosts.items()) {
    const text = host.text ?? '';
    if (!isSidecarHost(text)) {
      yield invalid(
        host,
        'must be namespace/name, where either may be "*", and the name has a dot',
        'write for instance "./*" or "*/cart.boutique.svc.cluster.local"',
      );
    } else if (seen.has(text)) yield { ...duplicate(host, 'list each host once'), severity: 'warning' };
    seen.add(text);
  }
}

/** A namespace may have "~" in front: its hosts are left out then. */
function isSidecarHost(host: string): boolean {
  const slash = host.indexOf('/');
  if (slash <= 0) return false;
  const [namespace, name] = [host.slice(0, slash).replace(/^~/, ''), host.slice(slash + 1)];
  if (!['', '*', '.'].includes(namespace) && !isDnsLabel(namespace)) return false;
  return name === '*' || (name.includes('.') && !isPartialWildcard(name) && hostFault(name) === undefined);
}

function* endpointProblems(endpoint: Field): Iterable<Problem> {
  const text = endpoint.text ?? '';
  if (text === '') return;
  if (isUnixAddress(text)) {
    const fault = unixAddressFault(text);
    if (fault !== undefined) yield invalid(endpoint, fault, 'correct the path');
    return;
  }
  const port = Number(/^(?:127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|):(\d{1,5})$/.exec(text)?.[1]);
  if (!(port >= 1 && port <= 65535)) {
    yield invalid(
      endpoint,
      'must be 127.0.0.1, 0.0.0.0, [::1] or [::] with a port',
      'write for instance 127.0.0.1:8080',
    );
  }
}

function* outboundProblems(policy: Field): Iterable<Problem> {
  const [mode, proxy] = [policy.at('mode'), policy.at('egressProxy')];
  if (mode.text === 'ALLOW_ANY_DYNAMIC_DNS') yield forbidden(mode, 'is for the whole mesh', 'use ALLOW_ANY');
  else if (proxy.isSet && mode.text !== 'ALLOW_ANY') {
    yield forbidden(proxy, 'needs the mode ALLOW_ANY', 'set the mode, or remove egressProxy');
  } else if (proxy.isSet) {
    const host = proxy.at('host');
    const fault = domainFault(host.text ?? '');
    if (fault !== undefined) yield invalid(host, fault, 'name the Service', host.text ?? '');
    else yield* destinationProblems(proxy);
    if (!proxy.at('port').isSet) yield required(proxy.at('port'), '', 'name the port of the proxy');
  }
}
