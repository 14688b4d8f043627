import type { Field } from '../../../manifest/objects/field';
import { parseGoDuration } from '../../../schema/structure/go-duration';
import { forbidden, invalid, invalidWhole, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { destinationProblems } from './destination';
import { durationProblems } from './duration';
import { faultProblems, httpStatusProblems } from './fault';
import { authorityProblems, headerOperationProblems, isHeaderName } from './header';
import { httpMatchProblems } from './http-match';
import { patternProblems } from './pattern';
import { percentProblems } from './percent';
import { optionalPortProblems } from './port';
import { retryProblems } from './retry';

/** A rule for requests: what it matches, the one thing that it does with them, and what it does besides. */
export function* httpRuleProblems(rule: Field, { isDelegate }: { readonly isDelegate: boolean }): Iterable<Problem> {
  yield* actionProblems(rule, isDelegate);
  for (const match of rule.at('match').items()) yield* httpMatchProblems(match);
  yield* headerOperationProblems(rule.at('headers'));
  for (const route of rule.at('route').items()) yield* headerOperationProblems(route.at('headers'));
  yield* authorityProblems(rule);
  yield* corsProblems(rule.at('corsPolicy'));
  yield* faultProblems(rule.at('fault'));
  yield* mirrorProblems(rule);
  yield* redirectProblems(rule);
  yield* directResponseProblems(rule.at('directResponse'));
  yield* retryProblems(rule.at('retries'));
  yield* rewriteProblems(rule.at('rewrite'));
  yield* durationProblems(rule.at('timeout'));
}

function* actionProblems(rule: Field, isDelegate: boolean): Iterable<Problem> {
  const [route, redirect, response] = ['route', 'redirect', 'directResponse'].map((name) => rule.at(name));
  if (route === undefined || redirect === undefined || response === undefined) return;
  if (rule.at('delegate').isSet) {
    if (isDelegate) yield forbidden(rule.at('delegate'), 'a delegate does not delegate', 'say where requests go');
    else {
      for (const other of [redirect, route].filter(hasContent)) {
        yield forbidden(other, 'the rule is left to a delegate', 'make a rule of its own of it');
      }
      return;
    }
  }
  const [action, ...others] = [redirect, response].filter(({ isSet }) => isSet);
  if (action === undefined) {
    if (!hasContent(route)) yield required(route, '', 'say where requests go');
  } else {
    const forwarding = [...others, ...[route].filter(hasContent), rule.at('fault'), rule.at('rewrite')];
    for (const other of forwarding.filter(({ isSet }) => isSet)) {
      yield forbidden(other, `may not be set together with ${action.name}`, 'make a rule of its own of it');
    }
    for (const name of ['mirror', 'mirrors', 'retries', 'timeout']) {
      const idle = forbidden(rule.at(name), `does nothing with ${action.name}`, `remove ${name}`);
      if (rule.at(name).isSet) yield { ...idle, severity: 'warning' };
    }
  }
}

function hasContent(field: Field): boolean {
  return field.map !== undefined || field.items().length > 0;
}

function* mirrorProblems(rule: Field): Iterable<Problem> {
  const [mirror, mirrors] = [rule.at('mirror'), rule.at('mirrors').items()];
  if (mirror.isSet && mirrors.length > 0)
    yield forbidden(mirror, 'may not be set together with mirrors', 'add it to mirrors');
  if (mirror.isSet) yield* destinationProblems(mirror);
  // The field has two names.
  for (const percent of [rule.at('mirrorPercent'), rule.at('mirror_percent')]) {
    if ((percent.number ?? 0) > 100) yield invalid(percent, 'must be no more than 100', 'write a percentage');
  }
  yield* percentProblems(rule.at('mirrorPercentage', 'value'));
  for (const each of mirrors) {
    if (!each.at('destination').isSet) yield required(each.at('destination'), '', 'name the Service');
    else yield* destinationProblems(each.at('destination'));
    yield* percentProblems(each.at('percentage', 'value'));
  }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'];

function* corsProblems(cors: Field): Iterable<Problem> {
  for (const origin of cors.at('allowOrigins').items()) {
    const match = ['exact', 'prefix', 'regex'].map((name) => origin.at(name)).find(({ isSet }) => isSet);
    if ((match?.text ?? '') === '')
      yield required(origin, 'an origin is matched by exact, prefix or regex', 'name the origin');
    else if (match?.name === 'regex') yield* patternProblems(match);
  }
  for (const method of cors.at('allowMethods').items()) {
    if (!methods.includes(method.text ?? '')) yield unsupported(method, methods, 'write the method in capitals');
  }
  for (const header of ['allowHeaders', 'exposeHeaders'].flatMap((name) => cors.at(name).items())) {
    if (!isHeaderName(header.text ?? '')) yield invalid(header, 'is no name of a header', 'correct the name');
  }
  const maxAge = cors.at('maxAge');
  yield* durationProblems(maxAge);
  if (isBelowSeconds(maxAge.text ?? '')) yield invalid(maxAge, 'must be whole seconds', 'round it');
}

function isBelowSeconds(duration: string): boolean {
  const nanoseconds = parseGoDuration(duration);
  return nanoseconds !== undefined && nanoseconds % 1_000_000_000n > 0n;
}

function* redirectProblems(rule: Field): Iterable<Problem> {
  const redirect = rule.at('redirect');
  if (!redirect.isSet) return;
  const [uri, prefix, code, scheme, port] = ['uri', 'prefixRewrite', 'redirectCode', 'scheme', 'port'].map((name) =>
    redirect.at(name),
  );
  if (uri === undefined || prefix === undefined || code === undefined || scheme === undefined || port === undefined)
    return;
  if (isText(uri) && isText(prefix)) yield forbidden(prefix, 'may not be set together with uri', 'keep one of the two');
  const byOther = rule
    .at('match')
    .items()
    .find((match) => match.at('uri').isSet && !match.at('uri', 'prefix').isSet);
  if (isText(prefix) && byOther !== undefined)
    yield invalid(byOther.at('uri'), 'a prefix is rewritten, so that it must be matched', 'match by prefix');
  const says =
    [uri, prefix, scheme, redirect.at('authority')].some(isText) || port.isSet || redirect.at('derivePort').isSet;
  if (!says) yield required(redirect, 'must say another uri, authority, scheme or port', 'say where clients go');
  if ((code.number ?? 0) !== 0 && ((code.number ?? 0) < 300 || (code.number ?? 0) > 399))
    yield invalid(code, 'must be between 300 and 399', 'use 301 or 302');
  if (isText(scheme) && !['http', 'https'].includes(scheme.text ?? ''))
    yield unsupported(scheme, ['http', 'https'], 'use one of the two');
  yield* optionalPortProblems(port);
}

function* directResponseProblems(response: Field): Iterable<Problem> {
  if (!response.isSet) return;
  yield* httpStatusProblems(response.at('status'));
  const body = response.at('body', 'string').text ?? response.at('body', 'bytes').text ?? '';
  const size = response.at('body', 'string').isSet ? Buffer.byteLength(body) : Buffer.byteLength(body, 'base64');
  if (size > 1024 * 1024)
    yield invalidWhole(response.at('body'), 'must be no more than 1 MiB', 'serve it from a Service');
}

function* rewriteProblems(rewrite: Field): Iterable<Problem> {
  if (!rewrite.isSet) return;
  const [uri, pattern] = [rewrite.at('uri'), rewrite.at('uriRegexRewrite')];
  if (isText(uri) && pattern.isSet) yield forbidden(pattern, 'may not be set together with uri', 'keep one of the two');
  if (!isText(uri) && !pattern.isSet && !isText(rewrite.at('authority'))) {
    yield required(rewrite, 'must say another uri or authority', 'say what it becomes, or remove rewrite');
  }
  if (!pattern.isSet) return;
  for (const name of ['match', 'rewrite']) {
    if (!isText(pattern.at(name)))
      yield required(pattern.at(name), 'what matches is rewritten to something', 'set match and rewrite');
  }
  if (isText(pattern.at('match'))) yield* patternProblems(pattern.at('match'));
}

function isText({ text }: Field): boolean {
  return text !== undefined && text !== '';
}
