import type { Field } from '../../../manifest/objects/field';
import { invalid, invalidByEach, required } from '../../field-error';
import type { Problem } from '../../finding';
import { dnsSubdomainErrors } from '../../../manifest/grammar/dns-name';
import { portNumberErrors } from '../grammar/port-syntax';

const form = '; desired format: https://host[/path]';

/** The API server calls a webhook at one place: a Service of the cluster, or a URL. */
export function* webhookClientProblems(client: Field): Iterable<Problem> {
  const [url, service] = [client.at('url'), client.at('service')];
  if (url.isSet === service.isSet) {
    yield required(client, 'exactly one of url or service is required', 'set service, or url where it runs elsewhere');
  } else if (service.map !== undefined) yield* serviceProblems(service);
  else if (url.text !== undefined) yield* urlProblems(url, url.text);
}

function* urlProblems(url: Field, text: string): Iterable<Problem> {
  const fix = 'write https://host/path';
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):/i.exec(text) ?? [];
  if (scheme.toLowerCase() !== 'https')
    yield invalid(url, `'https' is the only allowed URL scheme${form}`, fix, scheme);
  const [, authority = ''] = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(text) ?? [];
  const [host = '', user] = authority.split('@').reverse();
  if (host === '') yield invalid(url, `host must be specified${form}`, fix, '');
  if (user !== undefined) yield invalid(url, 'user information is not permitted in the URL', fix, user);
  const [beforeFragment = '', fragment = ''] = text.split('#');
  if (fragment !== '') yield invalid(url, 'fragments are not permitted in the URL', fix, fragment);
  const query = beforeFragment.split('?').slice(1).join('?');
  if (query !== '') yield invalid(url, 'query parameters are not permitted in the URL', fix, query);
}

function* serviceProblems(service: Field): Iterable<Problem> {
  for (const name of ['name', 'namespace']) {
    if (service.at(name).value === '') yield required(service.at(name), '', 'say which Service answers');
  }
  const [port, path] = [service.at('port'), service.at('path')];
  const rules = port.number === undefined ? [] : portNumberErrors(port.number);
  yield* invalidByEach(
    port,
    rules.map((rule) => `port is not valid: ${rule}`),
    'use a port of the Service',
  );
  if (path.text !== undefined && path.text !== '' && path.text !== '/') yield* pathProblems(path, path.text);
}

function* pathProblems(path: Field, text: string): Iterable<Problem> {
  if (text === '//') {
    yield invalid(path, 'segment[0] may not be empty', 'leave the path out');
    return;
  }
  if (!text.startsWith('/')) yield invalid(path, "must start with a '/'", 'start the path with /');
  const fix = 'use lower-case letters, digits, hyphens and dots';
  for (const [index, segment] of text.slice(1).replace(/\/$/, '').split('/').entries()) {
    if (segment === '') yield invalid(path, `segment[${index}] may not be empty`, 'leave the empty part out');
    else
      yield* invalidByEach(
        path,
        dnsSubdomainErrors(segment).map((error) => `segment[${index}]: ${error}`),
        fix,
      );
  }
}
