import { exactlyOneOf, fields, fieldsOf, mapWith, mustBe, text, textLike, textOr, type Shape } from '../fleet/shape';
import { goPattern } from '../manifest/objects/go-pattern';
import type { RouteMatch } from './traffic-policy';

/** Characters of the names of headers and cookies (RFC 9110). */
const token = textLike(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'the name of a header or cookie');

/** The name of an HTTP method. */
export const httpMethod = textLike(/^[A-Z][A-Z-]*$/, 'an HTTP method in capitals, such as "GET"');

const url = textLike(/^\/[^?#\s]*$/, 'a path that begins with "/", and has no query');

/** Proxies match with RE2, which has neither references nor looks around; in their webhooks such a pattern is an error. */
const pattern: Shape = (value, path) =>
  typeof value === 'string' && value !== '' && goPattern(value) !== undefined
    ? undefined
    : mustBe(
        path,
        value,
        'a regular expression (RE2)',
        'write one without references, and without looking ahead or behind',
      );

const matchFields = fieldsOf<RouteMatch>({
  'headers?': mapWith(token, textOr(fields({ regex: pattern }))),
  'cookies?': mapWith(token, text),
  'path?': exactlyOneOf(['exact', 'prefix'], fields({ 'exact?': url, 'prefix?': url })),
  'method?': httpMethod,
});

/** What a request must carry: something, or the route would match everything. */
export const routeMatchShape: Shape = (value, path) => {
  const problem = matchFields(value, path);
  if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
  const { headers = {}, cookies = {}, path: prefix, method }: RouteMatch = value;
  return prefix === undefined && method === undefined && Object.keys({ ...headers, ...cookies }).length === 0
    ? {
        path,
        message: 'Required value: a header, a cookie, a path or a method: without any, it matches everything',
        fix: 'name what tells the requests apart; for a share of all of them, use "split"',
      }
    : undefined;
};
