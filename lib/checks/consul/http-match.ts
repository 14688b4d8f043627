import type { Field } from '../../manifest/objects/field';
import { duplicate, forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { atMostOne, saysSomething } from './one-of';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];
const headerMatchers = ['exact', 'prefix', 'suffix', 'regex', 'present'];

/** What is wrong with a match of requests: paths, methods, headers and query parameters, as routers and intentions have them. */
export function* httpMatchProblems(http: Field): Iterable<Problem> {
  yield* atMostOne(http, ['pathExact', 'pathPrefix', 'pathRegex']);
  for (const path of [http.at('pathExact'), http.at('pathPrefix')]) {
    if (path.text !== undefined && path.text !== '' && !path.text.startsWith('/')) {
      yield invalid(path, "must begin with a '/'", 'begin it with "/"');
    }
  }
  yield* methodProblems(http.at('methods'));
  for (const header of http.at('header').items()) yield* matcherProblems(header, headerMatchers);
  for (const parameter of http.at('queryParam').items())
    yield* matcherProblems(parameter, ['exact', 'regex', 'present']);
}

function* methodProblems(list: Field): Iterable<Problem> {
  const seen = new Set<string>();
  for (const method of list.items()) {
    if (method.text === undefined) continue;
    if (!methods.includes(method.text)) yield unsupported(method, methods, 'write the method in upper case');
    else if (seen.has(method.text)) yield duplicate(method, 'list each method once');
    seen.add(method.text);
  }
}

function* matcherProblems(owner: Field, names: readonly string[]): Iterable<Problem> {
  if (!saysSomething(owner.at('name'))) yield required(owner.at('name'), '', 'say which one is matched');
  if (!names.some((name) => saysSomething(owner.at(name)))) {
    yield forbidden(owner, `matches nothing: one of ${names.join(', ')} must be set`, 'say what the value must be');
  }
  yield* atMostOne(owner, names);
}
