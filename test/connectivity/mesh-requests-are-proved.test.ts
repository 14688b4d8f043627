import * as fc from 'fast-check';
import { ClusterChart, ManifestSet, Port, reachability, WebService, type ClusterScope } from '../../lib';
import { exampleFleet } from '../example-fleet';
import { gatewayApi, provenMeshes } from './meshes';

const port = 8080;
const services = [0, 1, 2, 3];
const methods = ['GET', 'POST'];
const paths = ['/a', '/a/x', '/a/x/y', '/b', '/ab', '/'];

interface RequestEdge {
  readonly from: number;
  readonly to: number;
  /** Anything when left out. */
  readonly http?: { readonly methods?: readonly string[]; readonly paths?: readonly string[] };
}

const someMethods = fc.subarray(methods, { minLength: 1 });
const somePaths = fc.subarray(['/a', '/a/*', '/a/x/*', '/b'], { minLength: 1 });
const http = fc.oneof(
  fc.record({ methods: someMethods }),
  fc.record({ paths: somePaths }),
  fc.record({ methods: someMethods, paths: somePaths }),
);

const edges: fc.Arbitrary<readonly RequestEdge[]> = fc.array(
  fc
    .record(
      { from: fc.constantFrom(...services), to: fc.constantFrom(...services), http },
      { requiredKeys: ['from', 'to'] },
    )
    .filter(({ from, to }) => from !== to),
  { maxLength: 8 },
);

function declare(cluster: ClusterScope, declared: readonly RequestEdge[]): void {
  const charts = [0, 1].map((i) => new ClusterChart(cluster, `ns-${i}`, { namespace: `ns-${i}` }));
  const workloads = services.flatMap((i) => {
    const chart = charts[i % 2];
    return chart && new WebService(chart, `s${i}`, { image: 'registry.example/s:1', port: Port.http(port) });
  });
  for (const { from, to, http: rule } of declared) {
    const [client, server] = [workloads[from], workloads[to]];
    if (client && server) client.connections.allowTo(server, rule === undefined ? {} : { http: [rule] });
  }
}

function isDeclared(declared: readonly RequestEdge[], from: number, to: number, method: string, path: string): boolean {
  return declared.some(({ http: rule, ...edge }) => {
    if (edge.from !== from || edge.to !== to) return false;
    const methodFits = rule?.methods?.includes(method) ?? true;
    return methodFits && (rule?.paths?.some((wanted) => fits(wanted, path)) ?? true);
  });
}

function fits(wanted: string, path: string): boolean {
  return wanted.endsWith('/*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

test.each(Object.entries(provenMeshes))('%s lets exactly the declared requests through', (_, { mesh }) => {
  fc.assert(
    fc.property(edges, (declared) => {
      const { manifests, findings } = exampleFleet((cluster) => declare(cluster, declared), {
        mesh,
        gatewayApi,
      }).render('test');
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      const reached = reachability(new ManifestSet(manifests), { mesh });
      const name = (i: number): string => `ns-${i % 2}/s${i}`;
      for (const from of services) {
        for (const to of services.filter((other) => other !== from)) {
          for (const method of methods) {
            for (const path of paths) {
              const answer = reached.between(name(from), name(to), { method, path });
              const expected = isDeclared(declared, from, to, method, path);
              const certain = answer.allowed.includesPort('TCP', port);
              const possible = answer.allowedForSome.includesPort('TCP', port);
              const question = { from, to, method, path };
              expect({ ...question, certain, possible }).toEqual({
                ...question,
                certain: expected,
                possible: expected,
              });
            }
          }
        }
      }
    }),
    { numRuns: Number(process.env.GRAPHS ?? 60), seed: 22 },
  );
});
