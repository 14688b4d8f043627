import type { AskedRequest, RequestMatch } from '../reach/mesh/request-match';
import { parseWildcard } from '../reach/mesh/text-pattern';

/** Which requests an edge is about; a mesh tells them apart. What is left out, the client may choose. */
export interface EdgeRequest {
  /** `GET`, or several methods. */
  readonly method?: string | readonly string[];
  /** `/cart`, or every path below: `/cart/*`; or several. */
  readonly path?: string | readonly string[];
}

/** The paths that an edge names. */
export function pathsOf({ path }: EdgeRequest): readonly string[] {
  return listOf(path);
}

/** Each request that an edge names, one by one. */
export function edgeRequests({ method, path }: EdgeRequest): readonly AskedRequest[] {
  const methods = listOf(method).map((each) => ({ method: each }));
  const paths = listOf(path).map((each) => ({ path: each }));
  return (methods.length === 0 ? [{}] : methods).flatMap((one) =>
    (paths.length === 0 ? [{}] : paths).map((other) => ({ ...one, ...other })),
  );
}

/** All of them at once. */
export function edgeMatch({ method, path }: EdgeRequest): RequestMatch {
  const methods = listOf(method).map(parseWildcard);
  const paths = listOf(path).map(parseWildcard);
  return {
    when: [],
    atoms: [
      ...(methods.length === 0 ? [] : [{ attribute: 'method' as const, patterns: methods, negated: false }]),
      ...(paths.length === 0 ? [] : [{ attribute: 'path' as const, patterns: paths, negated: false }]),
    ],
  };
}

/** ` GET,HEAD /cart`. */
export function formatRequests({ method, path }: EdgeRequest): string {
  return [method, path].map((said) => (said === undefined ? '' : ` ${listOf(said).join(',')}`)).join('');
}

function listOf(said: string | readonly string[] | undefined): readonly string[] {
  if (said === undefined) return [];
  return typeof said === 'string' ? [said] : said;
}
