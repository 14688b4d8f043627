import { readdirSync } from 'node:fs';
import type { Finding } from '../../lib/manifest/objects/finding';
import { cli } from '../cli/run-in-memory';
import { describeWithShared, shared } from '../shared-folder';

/** Errors of published manifests that are true, by folder and check; every other folder has none. */
const trueErrors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // Alternatives that stand side by side in one folder.
  calico: { 'unique-disruption-budget': 1, 'unique-object': 34 },
  // Subsets of versions that are not installed.
  bookinfo: { 'require-istio-subset-pods': 4 },
  // Credentials that are readable, and dashboards that were left out of the folder.
  'kube-prometheus': { 'no-secret-data': 3, 'require-config-map': 33 },
};

/** What must be said about a small input; no other error may be. */
interface Expectation {
  /** Checks that find an error, each as often as it stands here. */
  readonly errors?: readonly string[];
  /** `severity status check path` of what else must be found. */
  readonly found?: readonly string[];
  /** Checks that must find nothing at all, errors aside. */
  readonly silent?: readonly string[];
}

const cases: Readonly<Record<string, Expectation>> = {
  'autoscaler-of-helm-release.yaml': { found: ['warning unproved require-autoscaler-target spec.scaleTargetRef.name'] },
  'claim-over-volume.yaml': { silent: ['require-persistent-volume-claim'] },
  'dns-cut-without-ports.yaml': { found: ['warning violated require-dns-egress spec.template.metadata'] },
  'dns-namespace-partly-here.yaml': { silent: ['require-policy-port', 'require-policy-peers', 'require-dns-egress'] },
  'flow-closed-in-key-column.yaml': {},
  'helm-test-pod.yaml': { found: ['warning violated unique-workload-selector spec.selector'] },
  'ingress-alb-action.yaml': { silent: ['require-ingress-backend'] },
  'istio-policy-port.yaml': { errors: ['require-istio-policy-port'] },
  'istio-principal-spiffe.yaml': { errors: ['no-istio-unmatched-principal'] },
  'namespace-peer-matches-none.yaml': { found: ['warning unproved require-policy-peers spec.ingress[0].from[0]'] },
  'numbers-for-text.yaml': {
    errors: ['require-string-metadata', 'require-string-metadata', 'require-string-metadata', 'valid-schema'],
  },
  'pods-of-custom-resources.yaml': {},
  'prometheus-pods.yaml': {},
  'rules-left-out-of-policy-types.yaml': { found: ['warning violated no-ignored-policy-rule spec.ingress'] },
  'service-of-one-pod.yaml': { silent: ['require-service-pods'] },
  'sops-secret.yaml': { silent: ['valid-schema', 'valid-secret', 'no-secret-data'] },
  'undeclared-ports.yaml': {
    found: [
      'warning unproved valid-probe-port spec.template.spec.containers[0].livenessProbe.httpGet.port',
      'warning unproved valid-target-port spec.ports[0].port',
    ],
  },
  'unrendered-variables.yaml': { errors: ['valid-manifest'] },
  'without-namespace.yaml': {},
};

async function findingsOf(path: string, facts?: string): Promise<readonly Finding[]> {
  const { out } = await cli([
    'check',
    path,
    '--output',
    'json',
    ...(facts === undefined ? [] : ['--cluster-facts', facts]),
  ]);
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  return findings;
}

function errorsOf(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ id }) => id);
}

describeWithShared('manifests that run in production', () => {
  const root = shared('inputs', 'public');
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(folders.map(({ name }) => name))('%s gives no error but the true ones', async (name) => {
    const counts: Record<string, number> = {};
    for (const id of errorsOf(await findingsOf(shared('inputs', 'public', name)))) counts[id] = (counts[id] ?? 0) + 1;
    expect(counts).toEqual(trueErrors[name] ?? {});
  });

  test('a fix for a port that nobody declares is to declare it', async () => {
    const findings = await findingsOf(shared('inputs', 'public', 'metallb'));
    const fixes = findings.filter(({ id }) => id === 'valid-probe-port').map(({ fix }) => fix);
    expect(new Set(fixes)).toEqual(new Set(['declare containerPort 17472 in the container that answers there']));
  });
});

describeWithShared('small inputs from public reports', () => {
  test.each(Object.entries(cases))('%s is judged as it is', async (name, { errors = [], found = [], silent = [] }) => {
    const facts = name.startsWith('istio-') ? shared('cases', 'reports', 'mesh.facts.yaml') : undefined;
    const findings = await findingsOf(shared('cases', 'reports', name), facts);
    expect([...errorsOf(findings)].sort()).toEqual(errors);
    const lines = findings.map(({ severity, status, id, path }) => `${severity} ${status} ${id} ${path}`);
    expect(lines).toEqual(expect.arrayContaining([...found]));
    expect(findings.filter(({ id }) => silent.includes(id))).toEqual([]);
  });

  test('a fix shows a number as it is written', async () => {
    const findings = await findingsOf(shared('cases', 'reports', 'numbers-for-text.yaml'));
    const fixes = findings.filter(({ severity }) => severity === 'error').map(({ fix }) => fix);
    expect(fixes.sort()).toEqual(
      ['"0123"', '"1.10"', '"1.20"', '"6063e25"'].map((text) => `put the value in quotes: ${text}`),
    );
  });
});
