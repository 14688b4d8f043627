import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { portProblems } from './fields/port';
import { dnsLabelErrors } from '../../manifest/grammar/dns-name';
import { labelKeyErrors } from '../../manifest/grammar/label-syntax';
import { portNumberErrors } from './grammar/port-syntax';

/** Ports of a Service exist, are told apart by name and number, and are named where there are several. */
export const validServicePort: Check = {
  id: 'valid-service-port',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the Service: two ports that cannot be told apart cannot both be served.',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const ports = spec.at('ports').items();
    const seen = { names: new Set<string>(), ports: new Set<string>(), nodePorts: new Set<string>() };
    for (const port of ports) {
      yield* nameProblems(port.at('name'), ports.length > 1, seen.names);
      yield* numberProblems(port);
      const protocol = port.at('protocol').text ?? 'TCP';
      const number = port.at('port').number;
      const nodePort = port.at('nodePort');
      if (number !== undefined && hasSeen(seen.ports, `${protocol}/${number}`)) {
        yield duplicate(port, 'use another port or protocol', { protocol, port: number });
      }
      if ((nodePort.number ?? 0) === 0) continue;
      if (hasSeen(seen.nodePorts, `${protocol}/${nodePort.number}`)) yield duplicate(nodePort, 'leave nodePort out');
      if ((spec.at('type').text ?? 'ClusterIP') === 'ClusterIP') {
        yield forbidden(nodePort, "may not be used when `type` is 'ClusterIP'", 'leave nodePort out');
      }
    }
  },
};

function* nameProblems(name: Field, isNeeded: boolean, names: Set<string>): Iterable<Problem> {
  if ((name.text ?? '') === '') {
    if (isNeeded && !(name.isSet && name.text === undefined))
      yield required(name, '', 'name every port of the Service');
    return;
  }
  yield* invalidByEach(name, dnsLabelErrors(name.text ?? ''), 'use lower-case letters, digits and hyphens');
  if (hasSeen(names, name.text ?? '')) yield duplicate(name, 'give every port a name of its own');
}

function* numberProblems(port: Field): Iterable<Problem> {
  const number = port.at('port');
  if (number.number !== undefined) {
    yield* invalidByEach(number, portNumberErrors(number.number), 'use a port between 1 and 65535');
  }
  const target = port.at('targetPort');
  // Zero and the empty name stand for the port itself.
  if (target.value !== 0 && target.value !== '') yield* portProblems(target);
  const appProtocol = port.at('appProtocol');
  if (appProtocol.text !== undefined) {
    yield* invalidByEach(appProtocol, labelKeyErrors(appProtocol.text), 'use a registered protocol, such as grpc');
  }
}

function hasSeen(seen: Set<string>, value: string): boolean {
  const known = seen.has(value);
  seen.add(value);
  return known;
}
