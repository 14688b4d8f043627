import type { HttpRouteSpec } from '../../../imports/gateway.networking.k8s.io';
import type { Plain } from '../../manifest/objects/plain';
import type { RouteMatch } from '../../model/traffic-policy';
import { cookiePattern } from '../cookie-pattern';

type Rule = NonNullable<Plain<HttpRouteSpec>['rules']>[number];
export type HttpRouteMatch = NonNullable<Rule['matches']>[number];
type HeaderMatches = NonNullable<HttpRouteMatch['headers']>;

/** The methods that an HTTPRoute can name. */
export const routeMethods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
] as const satisfies readonly HttpRouteMatch['method'][];

/** What a request must carry, in the words of HTTPRoute: a cookie is a pattern for the header that carries all of them. */
export function emitRouteMatch(match: RouteMatch): HttpRouteMatch {
  const { path } = match;
  const headers = emitHeaderMatches(match);
  const method = routeMethods.find((known) => known === match.method);
  return {
    ...(path === undefined
      ? {}
      : 'exact' in path
        ? { path: { type: 'Exact', value: path.exact } }
        : { path: { type: 'PathPrefix', value: path.prefix } }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(method === undefined ? {} : { method }),
  };
}

/** Headers and cookies of a match: the part that HTTPRoute and GRPCRoute say alike. */
export function emitHeaderMatches({ headers = {}, cookies = {} }: RouteMatch): HeaderMatches {
  return [
    ...Object.entries(headers).map(([name, value]): HeaderMatches[number] =>
      typeof value === 'string'
        ? { type: 'Exact', name: name.toLowerCase(), value }
        : { type: 'RegularExpression', name: name.toLowerCase(), value: value.regex },
    ),
    ...Object.entries(cookies).map(([name, value]): HeaderMatches[number] => ({
      type: 'RegularExpression',
      name: 'cookie',
      value: cookiePattern(name, value),
    })),
  ];
}
