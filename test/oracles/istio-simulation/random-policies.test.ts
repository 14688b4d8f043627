import * as fc from 'fast-check';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { authorizationPolicy, peerAuthentication, sidecarNamespace, workload } from '../../reach/mesh/mesh';
import { apps, istioPolicy } from '../../reach/mesh/random-istio-policies';
import { describeIstio } from './describe-istio';
import { askIstio } from './istio-simulation';
import { meshCells } from './mesh-cells';

const namespaces = ['a', 'b'];
const requests = ['GET', 'PUT'].flatMap((method) => ['/', '/p', '/p/q', '/r/q'].map((path) => ({ method, path })));
const meshes = fc.record({
  policies: fc.array(istioPolicy, { maxLength: 4 }),
  strict: fc.subarray(['a', 'b', 'istio-system']),
});

describeIstio('reach --layer mesh and istiod admit the same requests', () => {
  test('under random policies', async () => {
    const trees = fc
      .sample(meshes, { numRuns: Number(process.env.GRAPHS ?? 30), seed: 7 })
      .map((drawn, index) => treeOf(`mesh ${index}`, drawn));
    const cells = trees.map(({ objects }) =>
      meshCells(
        objects.map((manifest) => ({ manifest })),
        { requests },
      ),
    );
    const answers = await askIstio(
      trees.map((tree, index) => ({ ...tree, admissions: (cells[index] ?? []).map(({ asked }) => asked) })),
    );
    const decided = { allowed: 0, denied: 0, perhaps: 0 };
    trees.forEach((tree, number) =>
      (cells[number] ?? []).forEach(({ client, asked, says }, index) => {
        const { allowed, why } = answers[number]?.admissions[index] ?? { allowed: false, why: 'no answer' };
        decided[says] += 1;
        if (says === (allowed ? 'allowed' : 'denied')) return;
        const policies = tree.objects.filter(({ kind }) => kind.endsWith('Policy') || kind === 'PeerAuthentication');
        throw new Error(JSON.stringify({ client, ...asked, says, istiod: allowed, why, policies }, undefined, 2));
      }),
    );
    // Both answers are given often enough for the comparison to mean something.
    expect(Math.min(decided.allowed, decided.denied)).toBeGreaterThan((decided.allowed + decided.denied) / 10);
  });
});

function treeOf(name: string, { policies, strict }: typeof meshes extends fc.Arbitrary<infer T> ? T : never) {
  const members = namespaces.flatMap((of) => apps.map((app) => `${of}/${app}`));
  const objects: readonly Manifest[] = [
    ...namespaces.map((namespace) => sidecarNamespace(namespace)),
    ...members.flatMap((member) => [workload(member), serviceOf(member)]),
    ...strict.map((of) => peerAuthentication(`${of}/default`, { mtls: { mode: 'STRICT' } })),
    ...policies.map(({ namespace, app, action, rules }, index) =>
      authorizationPolicy(`${namespace}/p${index}`, {
        ...(app === undefined ? {} : { selector: { matchLabels: { app } } }),
        action,
        rules,
      }),
    ),
  ];
  return { name, objects };
}

function serviceOf(member: string): Manifest {
  const [namespace = '', app = ''] = member.split('/');
  const ports = [{ name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: app, namespace }, spec: { selector: { app }, ports } };
}
