import type { HttpRouteSpec } from '../../../imports/gateway.networking.k8s.io';
import { appendTo } from '../../manifest/objects/append-to';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { routeMethods, type HttpRouteMatch } from '../gateway-api/route-match';
import type { MeshClient } from '../mesh-model';
import { emitAuthorization } from './authorization';
import { emitPathMatch } from './path-match';
import { covers, everyPath, isShortest, uniquePatterns, type PathPattern } from './path-pattern';
import { serverName, type PortPolicy } from './port-policy';
import type { RequestCell } from './request-cells';

/** As many matches as a rule of a route may have. */
const matchesPerRoute = 64;

/**
 * The routes of a Server that some clients may make only some requests to: one for all requests that the same clients may
 * make, and one for the rest, which whoever the Server itself lets in may make. Without that one they would get 404.
 */
export function emitRequestRoutes(policy: PortPolicy): Manifest[] {
  const { workload, requests, clients: serverClients, accessPolicy } = policy;
  if (requests.length === 0) return [];
  const patterns = uniquePatterns([everyPath, ...requests.map(({ path }) => path)]);
  const isRestUsed = serverClients.length > 0 || accessPolicy !== 'deny';
  const rest = isRestUsed ? restOf(patterns, requests).map((path) => emitMatch({ path }, patterns)) : [];
  const limited = groupByClients(requests).flatMap(({ clients, cells }, index) =>
    inChunks(cells.map((cell) => emitMatch(cell, patterns))).flatMap((matches, chunk) => {
      const suffix = `requests-${index + 1}${chunk === 0 ? '' : `-${chunk + 1}`}`;
      const target = {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: routeName(policy, suffix),
      } as const;
      return [emitRoute(policy, suffix, matches), ...emitAuthorization(workload, target, clients)];
    }),
  );
  return [...(rest.length === 0 ? [] : [emitRoute(policy, 'rest', rest)]), ...limited];
}

/** The patterns of which some method is in no cell. Every path is shorter than the others, and takes over what they leave. */
function restOf(patterns: readonly PathPattern[], requests: readonly RequestCell<MeshClient>[]): PathPattern[] {
  const complete = requests.filter(({ method }) => method === undefined).map(({ path }) => JSON.stringify(path));
  const left = patterns.filter((path) => !complete.includes(JSON.stringify(path)));
  return isShortest(everyPath, patterns) ? left.filter((path) => covers(path, everyPath)) : left;
}

function emitMatch(
  { path, method }: Pick<RequestCell<MeshClient>, 'path' | 'method'>,
  patterns: readonly PathPattern[],
): HttpRouteMatch {
  const known = routeMethods.find((routeMethod) => routeMethod === method);
  return { path: emitPathMatch(path, patterns), ...(known === undefined ? {} : { method: known }) };
}

function emitRoute(policy: PortPolicy, suffix: string, matches: readonly HttpRouteMatch[]): Manifest {
  const { workload } = policy;
  const spec: Plain<HttpRouteSpec> = {
    parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: serverName(policy) }],
    rules: [{ matches }],
  };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: routeName(policy, suffix), namespace: workload.namespace },
    spec,
  };
}

function routeName(policy: PortPolicy, suffix: string): string {
  return `${serverName(policy)}-${suffix}`;
}

interface ClientGroup {
  readonly clients: readonly MeshClient[];
  readonly cells: readonly RequestCell<MeshClient>[];
}

/** Cells with the same clients: policies are about a route as a whole. */
function groupByClients(cells: readonly RequestCell<MeshClient>[]): ClientGroup[] {
  const groups = new Map<string, RequestCell<MeshClient>[]>();
  for (const cell of cells) {
    const key = JSON.stringify(cell.clients);
    appendTo(groups, key, cell);
  }
  return [...groups.values()].map((group) => ({ clients: group[0]?.clients ?? [], cells: group }));
}

function inChunks(matches: readonly HttpRouteMatch[]): (readonly HttpRouteMatch[])[] {
  const count = Math.ceil(matches.length / matchesPerRoute);
  return Array.from({ length: count }, (_, index) =>
    matches.slice(index * matchesPerRoute, (index + 1) * matchesPerRoute),
  );
}
