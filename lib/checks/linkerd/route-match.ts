import type { Field } from '../../manifest/objects/field';
import { goPattern } from '../../manifest/objects/go-pattern';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';

const token = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;

/** Which requests a rule of an HTTPRoute is for: paths, methods, headers and parameters that a proxy can compare. */
export function* httpMatchProblems(match: Field): Iterable<Problem> {
  const path = match.at('path', 'value');
  if (isPattern(match.at('path'))) yield* patternProblems(path);
  else if (path.text?.startsWith('/') === false) yield invalid(path, 'must be an absolute path', 'begin it with "/"');
  const method = match.at('method');
  if (method.text !== undefined && !token.test(method.text))
    yield invalid(method, 'is no method of HTTP', 'correct it');
  yield* headerProblems(match);
  for (const parameter of match.at('queryParams').items()) {
    if (isPattern(parameter)) yield* patternProblems(parameter.at('value'));
  }
}

/** Which calls a rule of a GRPCRoute is for: a service, a method, or both. */
export function* grpcMatchProblems(match: Field): Iterable<Problem> {
  const method = match.at('method');
  const names = ['service', 'method'].map((name) => method.at(name).text ?? '');
  if (method.isSet && names.every((name) => name === '')) {
    yield required(method, 'must name a service or a method', 'name one, or leave "method" out');
  }
  yield* headerProblems(match);
}

function* headerProblems(match: Field): Iterable<Problem> {
  for (const header of match.at('headers').items()) {
    const name = header.at('name');
    if (!token.test(name.text ?? ''))
      yield invalid(name, 'is no name of a header', 'correct the name', name.text ?? '');
    if (isPattern(header)) yield* patternProblems(header.at('value'));
  }
}

function isPattern(matched: Field): boolean {
  return matched.at('type').text === 'RegularExpression';
}

/** Proxies have no look-around and no back-references, as RE2. */
function* patternProblems(pattern: Field): Iterable<Problem> {
  if (pattern.text !== undefined && goPattern(pattern.text) === undefined) {
    yield invalid(pattern, 'is no regular expression that the proxy can compile', 'correct it');
  }
}
