import type { ServiceRouterSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { RouteMatch, StringMatch } from '../../model/traffic-policy';
import { cookiePattern } from '../cookie-pattern';
import { nothingLeft } from '../../model/nothing-left';

type Route = NonNullable<Plain<ServiceRouterSpec>['routes']>[number];
type HttpMatch = NonNullable<NonNullable<Route['match']>['http']>;

/** The requests that a route is for; every request where nothing is matched. */
export function emitRouteMatch({ headers = {}, cookies = {}, path, method, ...rest }: RouteMatch = {}): HttpMatch {
  nothingLeft(rest);
  const header = [
    ...Object.entries(headers).map(([name, value]) => ({ name: name.toLowerCase(), ...emitStringMatch(value) })),
    ...Object.entries(cookies).map(([name, value]) => ({ name: 'cookie', regex: cookiePattern(name, value) })),
  ];
  const match: HttpMatch = {
    ...(path === undefined ? {} : 'exact' in path ? { pathExact: path.exact } : { pathPrefix: path.prefix }),
    ...(method === undefined ? {} : { methods: [method] }),
    ...(header.length === 0 ? {} : { header }),
  };
  return Object.keys(match).length === 0 ? { pathPrefix: '/' } : match;
}

/** Consul takes an empty text for none. */
function emitStringMatch(match: StringMatch): { readonly exact: string } | { readonly regex: string } {
  if (typeof match !== 'string') return match;
  return match === '' ? { regex: '^$' } : { exact: match };
}
