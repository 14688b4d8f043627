import * as fc from 'fast-check';
import { runChecks } from '../../lib/checks/run-checks';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { MalformedPolicies } from '../../lib/reach/policies/policy-problem';
import { reachability } from '../../lib/reach/questions/reachability';
import { readManifests } from '../../lib/reader/read-manifests';
import { reachFormats } from '../../lib/report/reach/reach-formats';
import { mergeResults } from '../../lib/report/report';
import { reportFormats } from '../../lib/report/report-formats';
import { ManifestError } from '../../lib/synth/yaml/manifest-error';
import { formatYaml } from '../../lib/synth/yaml/format-yaml';
import { facts } from '../checks/facts';
import { hostileNames } from './names';
import { structures } from './structure';

/** A short run in every commit; `npm run test:nightly` gives it more. `FAST_CHECK_SEED` looks at other cases. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 60);
const secondsForOne = 10;

const names = Object.values(hostileNames).filter((name) => name.length < 1000);
const ordinary = [
  'a',
  'shop',
  'app',
  'http',
  '80',
  '10.0.0.0/8',
  '1Gi',
  '5s',
  '*',
  'TCP',
  'Ingress',
  '{{ .Values.a }}',
  '',
];
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ordinary) }, fc.constantFrom(...names), fc.string());
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 4, arbitrary: name },
  fc.integer(),
  fc.constantFrom(0, -1, 65_536, 1e21, 0.5, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.constant(null),
);

const fields = [
  ...['spec', 'metadata', 'data', 'stringData', 'rules', 'template', 'containers', 'ports', 'port', 'env', 'name'],
  ...['namespace', 'labels', 'annotations', 'selector', 'matchLabels', 'matchExpressions', 'ingress', 'egress', 'from'],
  ...['to', 'podSelector', 'namespaceSelector', 'ipBlock', 'cidr', 'except', 'policyTypes', 'subjects', 'roleRef'],
  ...['items', 'kind', 'apiVersion', 'value', 'http', 'paths', 'endPort', 'protocol', '__proto__', 'constructor'],
];

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fields) }, name), tie('value'), { maxKeys: 5 }),
  ),
}));

const kinds = [
  ...['v1/Pod', 'v1/Service', 'v1/Secret', 'v1/ConfigMap', 'v1/List', 'v1/Namespace', 'v1/ServiceAccount'],
  ...['apps/v1/Deployment', 'apps/v1/StatefulSet', 'batch/v1/CronJob', 'networking.k8s.io/v1/NetworkPolicy'],
  ...[
    'networking.k8s.io/v1/Ingress',
    'rbac.authorization.k8s.io/v1/RoleBinding',
    'autoscaling/v2/HorizontalPodAutoscaler',
  ],
  ...[
    'security.istio.io/v1/AuthorizationPolicy',
    'networking.istio.io/v1/VirtualService',
    'policy/v1/PodDisruptionBudget',
  ],
  ...[
    'policy.linkerd.io/v1beta3/Server',
    'consul.hashicorp.com/v1alpha1/ServiceIntentions',
    'cilium.io/v2/CiliumNetworkPolicy',
  ],
  ...[
    'gateway.networking.k8s.io/v1/HTTPRoute',
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    'example.com/v1/Thing',
  ],
];

/** Metadata, a selector and a pod that are right often enough for a check to look further. */
const labels = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ app: 'a' }) },
  fc.dictionary(name, name, { maxKeys: 2 }),
  value,
);
const metadata = fc.record(
  { name, namespace: fc.oneof(fc.constant('shop'), name), labels, annotations: value },
  { requiredKeys: ['name'] },
);
const pod = fc.record({
  metadata: fc.record({ labels }),
  spec: fc.record({
    containers: fc.array(fc.record({ name, image: name, ports: value, env: value }), { maxLength: 2 }),
  }),
});
const spec = fc.oneof(
  value,
  fc.record({ selector: fc.record({ matchLabels: labels }), template: pod, replicas: scalar }),
  fc.record(
    {
      podSelector: fc.oneof(fc.record({ matchLabels: labels }), value),
      policyTypes: value,
      ingress: value,
      egress: value,
    },
    { requiredKeys: [] },
  ),
);
const object = fc
  .record({
    kind: fc.constantFrom(...kinds),
    metadata,
    spec,
    more: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 2 }),
  })
  .map(({ kind, more, ...rest }): JsonValue => {
    const slash = kind.lastIndexOf('/');
    return { ...more, apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), ...rest };
  });

/** Documents as text: objects, anything, and objects that lost or gained some characters. */
const piece = fc.constantFrom(
  '\n---\n',
  '\t',
  '&a ',
  '*a',
  '!!binary ',
  '"',
  "'",
  '{',
  '[',
  '}',
  ': ',
  '- ',
  '|\n',
  '\u0000',
  '\uFEFF',
  '<<: ',
  '? ',
  '%',
  '...\n',
);
const document = fc.oneof(
  { weight: 4, arbitrary: object.map((one) => JSON.stringify(one)) },
  value.map((one) => JSON.stringify(one)),
  fc.tuple(object, fc.nat(), piece, fc.nat(20)).map(([one, at, inserted, cut]) => {
    const text = JSON.stringify(one, null, 1);
    const place = at % text.length;
    return text.slice(0, place) + inserted + text.slice(place + cut);
  }),
  fc.array(fc.oneof(piece, name), { maxLength: 30 }).map((parts) => parts.join('')),
);
const stream = fc.array(document, { minLength: 1, maxLength: 6 }).map((documents) => documents.join('\n---\n'));

test(
  'no text makes the reader, a check, an answer, the writer or a format throw, run on, or lose its form',
  () => {
    fc.assert(
      fc.property(stream, (text) => {
        const started = process.cpuUsage();
        const read = readManifests('a.yaml', text);
        const set = new ManifestSet(read.manifests);
        const checked = runChecks({ manifests: set, cluster: facts(), profile: 'strict', today: '2027-01-15' });
        const again = runChecks({
          manifests: new ManifestSet(read.manifests),
          cluster: facts(),
          profile: 'strict',
          today: '2027-01-15',
        });
        expect(again.findings).toEqual(checked.findings);
        for (const { message } of checked.findings) expect(message).not.toMatch(/^Internal error/);
        const report = mergeResults([checked], read.findings);
        for (const { name: format, format: write } of reportFormats) {
          expect(() => structures[format]?.(write(report, { proofs: true }))).not.toThrow();
        }
        answer(set);
        for (const one of read.manifests) writeAndRead(one);
        const { user, system } = process.cpuUsage(started);
        expect((user + system) / 1e6).toBeLessThan(secondsForOne);
      }),
      { numRuns },
    );
  },
  numRuns * 2000 + 60_000,
);

/** Reachability refuses what no server would take, and nothing else is thrown. */
function answer(set: ManifestSet): void {
  try {
    const reach = reachability(set);
    const report = { connections: reach.connections(), exposure: reach.exposure(), assumptions: reach.assumptions };
    for (const { name: format, format: write } of reachFormats) {
      expect(() => structures[format]?.([...write(report, { explain: true })].join(''))).not.toThrow();
    }
  } catch (error) {
    if (!(error instanceof MalformedPolicies)) throw error;
  }
}

/** What is written is what is read again, or is refused by name. */
function writeAndRead({ manifest }: LocatedManifest): void {
  let text: string;
  try {
    text = formatYaml(manifest);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return;
  }
  const { manifests, findings } = readManifests('b.yaml', text);
  if (manifest.kind.endsWith('List')) return;
  expect(findings).toEqual([]);
  expect(manifests.map((one) => withoutUndefined(one.manifest))).toEqual([withoutUndefined(manifest)]);
}

function withoutUndefined(of: JsonValue | undefined): unknown {
  if (isJsonArray(of)) return of.map(withoutUndefined);
  if (!isJsonObject(of)) return Object.is(of, -0) ? 0 : of;
  return Object.fromEntries(Object.entries(of).map(([key, part]) => [key, withoutUndefined(part)]));
}
