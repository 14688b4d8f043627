import type { Field } from '../../../manifest/objects/field';
import { invalid, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { isDnsLabel } from './host-name';

const tls = ['https', 'tls'];
const http = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];
const protocols = [...http, ...tls, 'tcp', 'udp', 'mongo', 'redis', 'mysql'];

export function isHttp(protocol: string | undefined): boolean {
  return http.includes(protocol?.toLowerCase() ?? '');
}

export function isTls(protocol: string | undefined): boolean {
  return tls.includes(protocol?.toLowerCase() ?? '');
}

/** A protocol that Istio knows, in upper or lower case. What is missing is found out, where `isRequired` says no other. */
export function* protocolProblems(protocol: Field, { isRequired = false } = {}): Iterable<Problem> {
  const text = protocol.text ?? '';
  if (text === '' && !isRequired) return;
  if (!protocols.includes(text.toLowerCase())) {
    const known = protocols.map((name) => name.toUpperCase());
    yield unsupported(protocol, known, 'use a supported protocol');
  }
}

/** A number of a port. What is missing counts as 0. */
export function* portNumberProblems(port: Field): Iterable<Problem> {
  const number = port.number ?? 0;
  if (number < 1 || number > 65535) {
    yield invalid(port, 'must be between 1 and 65535, inclusive', 'write the number of a port', number);
  }
}

/** A number of a port, where it is said at all: 0 counts as not said. */
export function* optionalPortProblems(port: Field): Iterable<Problem> {
  if ((port.number ?? 0) !== 0) yield* portNumberProblems(port);
}

export function* portNameProblems(name: Field, text = name.text ?? ''): Iterable<Problem> {
  if (!isDnsLabel(text)) {
    yield invalid(
      name,
      'must be letters, digits and "-", at most 63, with a letter or digit at both ends',
      'rename the port',
      text,
    );
  }
}
