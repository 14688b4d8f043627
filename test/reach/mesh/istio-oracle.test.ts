import * as fc from 'fast-check';
import { authorizationPolicy, ask, peerAuthentication, reachBy, sidecarNamespace, workload } from './mesh';
import { isAllowed } from './istio-oracle';
import { apps, istioPolicy } from './random-istio-policies';
import { namespace } from '../tree';

const namespaces = ['a', 'b'];
const members = namespaces.flatMap((of) => apps.map((app) => ({ namespace: of, account: app })));
const clients = [...members, undefined];
const ports = [80, 81];
const methods = ['GET', 'PUT'];
const paths = ['/', '/p', '/p/q', '/r/q'];

test('random policies mean to the engine what the documentation says', () => {
  const decided = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.array(istioPolicy, { maxLength: 4 }), fc.subarray(['a', 'b', 'istio-system']), (unnamed, strict) => {
      const policies = unnamed.map((each, i) => ({ ...each, name: `p${i}` }));
      const reachability = reachBy(
        'mesh',
        ...namespaces.map((name) => sidecarNamespace(name)),
        namespace('plain'),
        workload('plain/cron'),
        ...members.map((each) => workload(`${each.namespace}/${each.account}`)),
        ...strict.map((of) => peerAuthentication(`${of}/default`, { mtls: { mode: 'STRICT' } })),
        ...policies.map(({ namespace: of, name, app, action, rules }) =>
          authorizationPolicy(`${of}/${name}`, {
            ...(app === undefined ? {} : { selector: { matchLabels: { app } } }),
            action,
            rules,
          }),
        ),
      );
      const [server] = members;
      if (server === undefined) return;
      for (const client of clients) {
        if (client === server) continue;
        for (const port of ports) {
          for (const method of methods) {
            for (const path of paths) {
              const request = {
                client,
                server: { namespace: server.namespace, app: server.account },
                port,
                method,
                path,
              };
              const expected = isAllowed(request, policies, strict);
              const from = client === undefined ? 'plain/cron' : `${client.namespace}/${client.account}`;
              const found = ask(reachability, { from, to: 'a/x', port, method, path });
              if (found !== (expected ? 'allowed' : 'denied')) throw new Error(`${found}: ${JSON.stringify(request)}`);
              decided[`${expected}`] += 1;
            }
          }
        }
      }
    }),
    { numRuns: Number(process.env.GRAPHS ?? 400), seed: 7 },
  );
  // Both answers are given often enough for the comparison to mean something.
  expect(Math.min(decided.true, decided.false)).toBeGreaterThan(decided.true / 10);
});
