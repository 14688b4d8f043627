import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, invalidByEach, required } from '../../field-error';
import type { Problem } from '../../finding';
import { patternRule } from '../../../manifest/grammar/pattern-rule';
import { portNumberErrors } from '../grammar/port-syntax';
import { portProblems } from './port';

/** What a probe or a lifecycle hook does. */
export type HandlerType = 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep';

/** A probe or a lifecycle hook does exactly one thing, and says all that is needed to do it. */
export function* handlerProblems(parent: Field, types: readonly HandlerType[]): Iterable<Problem> {
  const [first, ...others] = types.map((type) => parent.at(type)).filter(({ isSet }) => isSet);
  if (first === undefined) {
    yield required(parent, 'must specify a handler type', `set one of ${types.join(', ')}`);
  } else {
    yield* actionProblems(first);
  }
  for (const other of others) {
    yield forbidden(other, 'may not specify more than 1 handler type', `keep one of ${types.join(', ')}`);
  }
}

function* actionProblems(action: Field): Iterable<Problem> {
  const port = action.at('port');
  switch (action.name) {
    case 'exec':
      if (action.at('command').items().length === 0) {
        yield required(action.at('command'), '', 'set the command to run');
      }
      return;
    case 'httpGet':
      yield* portProblems(port);
      for (const header of action.at('httpHeaders').items()) yield* headerProblems(header.at('name'));
      return;
    case 'tcpSocket':
      yield* portProblems(port);
      return;
    case 'grpc':
      if (port.number !== undefined) {
        yield* invalidByEach(port, portNumberErrors(port.number), 'use a port between 1 and 65535');
      }
      return;
  }
}

function* headerProblems(name: Field): Iterable<Problem> {
  if (name.text === undefined || /^[-A-Za-z0-9]+$/.test(name.text)) return;
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'";
  yield invalid(name, patternRule(rule, '[-A-Za-z0-9]+', 'X-Header-Name'), 'correct the name of the header');
}
