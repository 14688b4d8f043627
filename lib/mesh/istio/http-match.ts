import { withoutTrailing } from '../../manifest/objects/trailing';
import type { VirtualServiceSpec } from '../../../imports/networking.istio.io';
import type { Plain } from '../../manifest/objects/plain';
import type { RouteMatch, StringMatch } from '../../model/traffic-policy';
import { cookiePattern } from '../cookie-pattern';
import { nothingLeft } from '../../model/nothing-left';

type HttpRoute = NonNullable<Plain<VirtualServiceSpec>['http']>[number];
export type HttpMatch = NonNullable<HttpRoute['match']>[number];

/** What a request must carry, in the words of a VirtualService: any of these. */
export function emitHttpMatches({ headers = {}, cookies = {}, path, method, ...rest }: RouteMatch): HttpMatch[] {
  nothingLeft(rest);
  const all = {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), emitString(value)])),
    ...Object.fromEntries(
      Object.entries(cookies).map(([name, value]) => ['cookie', { regex: cookiePattern(name, value) }]),
    ),
  };
  const others: HttpMatch = {
    ...(Object.keys(all).length === 0 ? {} : { headers: all }),
    ...(method === undefined ? {} : { method: { exact: method } }),
  };
  return path === undefined ? [others] : emitPaths(path).map((uri) => ({ ...others, uri }));
}

/** Why a match has no form in a VirtualService, where each header is matched once; undefined where it has one. */
export function inexpressibleMatch({ headers = {}, cookies = {} }: RouteMatch): string | undefined {
  const names = [
    ...Object.keys(headers).map((name) => name.toLowerCase()),
    ...Object.keys(cookies).map(() => 'cookie'),
  ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? undefined
    : `the header "${twice}" can be matched once, and all cookies are in one header`;
}

/** A prefix here is one of characters: to match whole parts of a path takes two. */
function emitPaths(path: NonNullable<RouteMatch['path']>): NonNullable<HttpMatch['uri']>[] {
  if ('exact' in path) return [{ exact: path.exact }];
  const base = withoutTrailing(path.prefix, '/');
  return base === '' ? [{ prefix: '/' }] : [{ exact: base }, { prefix: `${base}/` }];
}

function emitString(match: StringMatch) {
  return typeof match === 'string' ? { exact: match } : match;
}
