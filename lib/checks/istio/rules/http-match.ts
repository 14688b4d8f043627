import type { Field } from '../../../manifest/objects/field';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';
import { gatewayNameProblems } from './gateway-name';
import { matchedHeaderProblems } from './header';
import { isDnsLabel } from './host-name';
import { labelProblems } from './label';
import { optionalPatternProblems, stringMatchProblems } from './pattern';
import { optionalPortProblems } from './port';

/** Which requests a rule is for. */
export function* httpMatchProblems(match: Field): Iterable<Problem> {
  for (const [name, header] of match.at('headers').entries()) {
    if (!header.isSet) yield required(header, '', 'say what the header must be, or {} for any value');
    yield* matchedHeaderProblems(name, header);
    yield* stringMatchProblems(header);
  }
  for (const [name, header] of match.at('withoutHeaders').entries()) {
    yield* matchedHeaderProblems(name, header);
    // No pattern, but every value.
    if (header.at('regex').text !== '*') yield* stringMatchProblems(header);
  }
  yield* optionalPatternProblems(match.at('uri'));
  for (const name of ['scheme', 'method', 'authority']) yield* stringMatchProblems(match.at(name));
  for (const [, parameter] of match.at('queryParams').entries()) yield* stringMatchProblems(parameter);
  yield* sourceProblems(match);
  const namespace = match.at('sourceNamespace');
  if ((namespace.text ?? '') !== '' && !isDnsLabel(namespace.text ?? '')) {
    yield invalid(namespace, 'must be the name of a namespace', 'correct the name');
  }
}

/** What every match may say: the port, and where requests come from. */
export function* sourceProblems(match: Field): Iterable<Problem> {
  yield* optionalPortProblems(match.at('port'));
  yield* labelProblems(match.at('sourceLabels'));
  yield* gatewayNameProblems(match.at('gateways'));
}
