import { goPattern } from '../manifest/objects/go-pattern';
import type { RouteMatch } from './traffic-policy';

/** Characters of the names of headers, cookies and methods (RFC 9110). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Throws where a match cannot be right in any mesh, or matches everything. */
export function assertRouteMatch(where: string, { headers = {}, cookies = {}, path, method }: RouteMatch): void {
  const names = [...Object.keys(headers), ...Object.keys(cookies)];
  if (names.length === 0 && path === undefined && method === undefined)
    throw new Error(
      `${where}: Required value: a header, a cookie, a path or a method: without any, it matches everything`,
    );
  for (const name of names) {
    if (!token.test(name))
      throw new Error(`${where}: Invalid value: ${JSON.stringify(name)}: must be the name of a header or cookie`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') assertPattern(`${where}.headers.${name}`, value.regex);
  }
  const url = path === undefined ? '/' : 'exact' in path ? path.exact : path.prefix;
  if (!/^\/[^?#\s]*$/.test(url))
    throw new Error(`${where}.path: Invalid value: ${JSON.stringify(url)}: must begin with "/", and have no query`);
  if (method !== undefined && !/^[A-Z][A-Z-]*$/.test(method))
    throw new Error(
      `${where}.method: Invalid value: ${JSON.stringify(method)}: must be an HTTP method in capitals, such as "GET"`,
    );
}

/** Proxies match with RE2, which has neither references nor looks around; in their webhooks such a pattern is an error. */
function assertPattern(where: string, pattern: string): void {
  const message = `${where}: Invalid value: ${JSON.stringify(pattern)}: must be a regular expression (RE2)`;
  if (pattern === '' || goPattern(pattern) === undefined) throw new Error(message);
}
