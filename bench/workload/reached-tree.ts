import { ManifestSet, type Manifest } from '../../lib';
import type { JsonObject } from '../../lib/manifest/objects/json';

const workloadsPerNamespace = 20;

/**
 * A cluster whose every workload is isolated by a policy of its own and talks to three others, and lets monitoring in by
 * a second one: two policies a workload, a namespace for every twenty, an answer that grows with their number.
 */
export function isolatedTree(workloads: number): ManifestSet {
  const manifests = Array.from({ length: workloads }, (_, i) => i).flatMap((i) => [
    ...(i % workloadsPerNamespace === 0 ? [namespace(i)] : []),
    deployment(i),
    policy(i, `w${i}`, {
      ingress: [{ from: clientsOf(i, workloads).map(peer), ports: [{ port: 8080 }] }],
      egress: [{ to: serversOf(i, workloads).map(peer), ports: [{ port: 8080 }] }],
    }),
    policy(i, `w${i}-monitoring`, {
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { monitoring: 'yes' } } }], ports: [{ port: 9090 }] }],
    }),
  ]);
  return located(manifests);
}

/** As many workloads behind one policy for each namespace: nothing tells those of a namespace apart. */
export function groupedTree(workloads: number): ManifestSet {
  const manifests = Array.from({ length: workloads }, (_, i) => i).flatMap((i) =>
    i % workloadsPerNamespace === 0
      ? [namespace(i), deployment(i), policy(i, 'own', { ingress: [{ from: [{ podSelector: {} }] }] }, {})]
      : [deployment(i)],
  );
  return located(manifests);
}

function located(manifests: readonly Manifest[]): ManifestSet {
  return new ManifestSet(manifests.map((manifest) => ({ manifest })));
}

function serversOf(i: number, workloads: number): readonly number[] {
  return [1, 7, 31].map((step) => (i + step) % workloads);
}

function clientsOf(i: number, workloads: number): readonly number[] {
  return [1, 7, 31].map((step) => (i - step + workloads) % workloads);
}

function peer(i: number): JsonObject {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(i) } },
    podSelector: { matchLabels: { app: `w${i}` } },
  };
}

function namespaceOf(i: number): string {
  return `team-${Math.floor(i / workloadsPerNamespace)}`;
}

function namespace(i: number): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespaceOf(i) } };
}

function deployment(i: number): Manifest {
  const labels = { app: `w${i}` };
  const containers = [{ name: 'main', image: 'registry.example/app:1', ports: [{ containerPort: 8080 }] }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `w${i}`, namespace: namespaceOf(i) },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

function policy(
  i: number,
  name: string,
  rules: { readonly ingress: readonly JsonObject[]; readonly egress?: readonly JsonObject[] },
  matchLabels: Readonly<Record<string, string>> = { app: `w${i}` },
): Manifest {
  const policyTypes = rules.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
  const spec = { podSelector: { matchLabels }, policyTypes, ...rules };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: namespaceOf(i) },
    spec,
  };
}
